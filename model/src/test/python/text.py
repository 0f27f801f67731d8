"""Writes the fixtures of model/src/test/resources/networks/text: what transformers makes of prompts,
with a small vocabulary trained here in CLIP's layout and weights that need no file.

Usage: python text.py OUTPUT_FOLDER
       python text.py --full OUTPUT_FILE          the encoder in Stable Diffusion 2.1's size
       python text.py --characters OUTPUT_FILE    ids of every character
"""

import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from weights import fill

START, END = "<|startoftext|>", "<|endoftext|>"
MERGES = 1000
LENGTH = 77
PROMPTS = 1000

WORDS = """
a an the and of in on at with photo painting building house city street road tree forest sky cloud
water sea beach mountain snow rock grass flower garden bird cat dog horse cow sheep bear zebra tiger
person man woman child boy girl face eye hand hair hat shirt dress glasses car bus train truck boat
bicycle airplane bridge window door wall roof floor table chair bed lamp clock book phone computer
food cake fruit apple banana orange pizza plate cup bottle glass red green blue yellow black white
brown gray small large old young bright dark night day sunset morning winter summer clean clear
high-resolution 8k detailed close-up blurry landscape portrait animal insect butterfly leaf branch
sand stone brick wood metal fabric pattern texture statue tower castle church skyline harbor river
lake waterfall field farm fence path park bench market restaurant kitchen bedroom office stadium
crowd couple family friend smile sit stand walk run ride fly swim eat drink play hold wear look
l'été façade übergröße naïve señor привет мир город дом кошка собака 東京 写真 猫 犬 山 川 日本語
한국어 사진 고양이 γάτα ουρανός מים חתול سماء قطة नमस्ते बिल्ली สวัสดี
""".split()  # fmt: skip

# ranges whose characters meet normalization, lower case, categories and UTF-8 of every length
RANGES = [
    (0x00, 0x20), (0x7F, 0xA1), (0xA1, 0x180), (0x180, 0x250), (0x300, 0x370), (0x370, 0x400),
    (0x400, 0x500), (0x590, 0x600), (0x600, 0x700), (0x900, 0x980), (0xE00, 0xE80),
    (0x1100, 0x1200), (0x1E00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2100), (0x2100, 0x2200),
    (0x2200, 0x2300), (0x2460, 0x2500), (0x2600, 0x27C0), (0x3000, 0x3100), (0x4E00, 0x4F00),
    (0xAC00, 0xAD00), (0xE000, 0xE010), (0xF900, 0xFA00), (0xFB00, 0xFB50), (0xFE00, 0xFE10),
    (0xFF00, 0xFFF0), (0xFFF0, 0x10000), (0x10400, 0x10450), (0x1D400, 0x1D500),
    (0x1F300, 0x1F650), (0x1F900, 0x1FA00), (0x20000, 0x20100), (0xE0000, 0xE0080),
    (0x10FFF0, 0x110000),
]  # fmt: skip

ODD = [
    "", " ", "\n\t ", "\0", "a\0b", "\ufeffcat", "!", "!!", "!!!!", "cat!!! dog!", START, END,
    "a <|ENDOFTEXT|> b", "x<|startoftext|>y", "<|endoftext", "it's I'M you'RE we've", "</w>", "a</w>",
    "they'll he'd don't 'tis rock'n'roll", "it’s", "'s't're've'm'll'd", "can''t", "1234567890",
    "8k 4K 1080p 3.14 1,000", "½ ² ③ Ⅷ ٣ ৪", "...---...", "a.b,c;d:e", "@#$%^&*()_+[]{}|\\",
    "a\u00a0b\u3000c\u1680d\u180ee\u200bf\u2028g\u2029h\u0085i\x1cj", "  a   b  ", "\r\na\r\nb",
    "İSTANBUL ıI ßẞ ΣΑΣ ΌΣΟΣ ǅ ŉ ﬁ", "e\u0301 é E\u0301 É", "a\u0315\u0300\u05ae\u0301b",
    "\u1100\u1161\u11a8 각", "\u0958 \u0f73 \u2126 \u212b", "👩‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ 🏳️‍🌈", "𝔘𝔫𝔦 𐐀𐐨",
    "\ufffe\uffff\U0010ffff \ue000", "Ġ Ā ĉ", "high-resolution, 8k,", "\t,\n,\v,\f",
    "a" * 300, "é" * 200, "!" * 100, "word " * 90, "1" * 80, "a, " * 37, "a, " * 38, "a " * 74,
    "a " * 75, "a " * 76,
]  # fmt: skip


def syllables(rng):
    """A word of no language: many of them make many merges that overlap."""
    onsets = "b c d f g h j k l m n p r s t v w st tr pl br ch sh th gr".split()
    rimes = "a e i o u an er in on us ar el ing ight ock ame ation ment ous ly ed".split()
    return "".join(rng.choice(onsets) + rng.choice(rimes) for _ in range(rng.randint(1, 3)))


def byte_symbols():
    """The characters that stand for the 256 bytes, in the order of CLIP's vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(256 - len(printable))]


def train(words):
    """The most frequent pair becomes one token, again and again; the library's own trainer breaks
    ties by chance."""
    merges = []
    while len(merges) < MERGES:
        pairs = Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        words = {merged(word, best): count for word, count in words.items()}
    return merges


def merged(word, pair):
    tokens = []
    for token in word:
        if tokens and (tokens[-1], token) == pair:
            token = tokens.pop() + token
        tokens.append(token)
    return tuple(tokens)


def vocabulary(rng, pseudo):
    """Merges trained on prompts, and the vocabulary that CLIP's layout makes of them."""
    symbols = byte_symbols()
    letters = [*symbols, *(s + "</w>" for s in symbols)]
    whole = {token: i for i, token in enumerate([*letters, START, END])}
    backend = CLIPTokenizer(vocab=whole, merges=[]).backend_tokenizer
    words = Counter()
    for word in rng.choices(WORDS, k=4000) + rng.choices(pseudo, k=3000):
        text = backend.normalizer.normalize_str(word)
        for piece, _ in backend.pre_tokenizer.pre_tokenize_str(text):
            words[*piece[:-1], piece[-1] + "</w>"] += 1
    merges = train(words)
    tokens = dict.fromkeys([*letters, *(a + b for a, b in merges), START, END])
    return {token: i for i, token in enumerate(tokens)}, merges


def write_json(file, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text + "\n", encoding="utf-8")


def write_tokenizer(folder, vocab, merges):
    """The four files of Stable Diffusion 2.1's tokenizer, whose pad token is "!"."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "vocab.json", vocab)
    lines = ["#version: 0.2", *(f"{a} {b}" for a, b in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def token(content):
        return dict(content=content, lstrip=False, normalized=True, rstrip=False, single_word=False)

    named = dict(bos_token=token(START), eos_token=token(END), unk_token=token(END))
    write_json(folder / "special_tokens_map.json", named | {"pad_token": "!"})
    settings = {key: {"__type": "AddedToken"} | value for key, value in named.items()} | dict(
        add_prefix_space=False, do_lower_case=True, errors="replace", model_max_length=LENGTH,
        pad_token=END, tokenizer_class="CLIPTokenizer",
    )  # fmt: skip
    write_json(folder / "tokenizer_config.json", settings)


def prompt(rng, pseudo):
    def odd(n):
        return "".join(chr(rng.randrange(*rng.choice(RANGES))) for _ in range(n))

    kind = rng.randrange(8)
    if kind < 3:
        text = rng.choice([", ", ",", " "]).join(rng.choices(WORDS, k=rng.randint(1, 9)))
        text += rng.choice(["", ", ", ", clean, high-resolution, 8k,", "!", "...", " !!", "\n"])
    elif kind == 3:
        text = " ".join(rng.choices(pseudo, k=rng.randint(1, 6)))
    elif kind == 4:
        text = odd(rng.randint(1, 6))
    elif kind == 5:
        pieces = [*rng.choices(WORDS, k=3), "'s", "'LL", "’t", str(rng.randrange(10**6)), "!", "--"]
        text = rng.choice(["", " "]).join(rng.sample(pieces, k=5))
    elif kind == 6:
        text = rng.choice(WORDS)
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + odd(1) + text[at:]
    else:
        space = rng.choice(["\u00a0", "\u2003", "\n\n", "\t", "\u3000"])
        text = rng.choice(WORDS) + space + rng.choice(pseudo)
    return rng.choice([str.upper, str.title, str.swapcase])(text) if rng.random() < 0.25 else text


def ids(tokenizer, text):
    """Those of a prompt, cut to the usual length, without the padding."""
    settings = dict(max_length=LENGTH, truncation=True)
    padded = tokenizer(text, padding="max_length", **settings).input_ids
    found = tokenizer(text, **settings).input_ids
    assert padded == found + [tokenizer.pad_token_id] * (LENGTH - len(found))
    return found


def tokenizer_fixture(out):
    rng = random.Random(20261123)
    pseudo = [syllables(rng) for _ in range(500)]
    vocab, merges = vocabulary(rng, pseudo)
    folder = out / "model" / "tokenizer"
    write_tokenizer(folder, vocab, merges)
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    with tempfile.TemporaryDirectory() as plain:
        for name in ("vocab.json", "merges.txt"):
            (Path(plain) / name).write_bytes((folder / name).read_bytes())
        unnamed = CLIPTokenizer.from_pretrained(plain)
    assert (tokenizer.pad_token_id, unnamed.pad_token_id) == (0, vocab[END])
    texts = ODD + [prompt(rng, pseudo) for _ in range(PROMPTS - len(ODD))]
    named = [ids(tokenizer, text) for text in texts]
    # "!" is an ordinary token here, and special tokens are not looked for in small letters
    other = {text: ids(unnamed, text) for text in texts}
    other = {text: other[text] for text, i in zip(texts, named) if other[text] != i}
    found = dict(prompts=texts, ids=named, unnamed=other)
    write_json(out / "prompts.json", found)
    return tokenizer


def text_model(vocab_size, width, inner, layers, heads, act):
    config = CLIPTextConfig(
        vocab_size=vocab_size, hidden_size=width, intermediate_size=inner, num_hidden_layers=layers,
        num_attention_heads=heads, hidden_act=act, max_position_embeddings=LENGTH,
        bos_token_id=vocab_size - 2, eos_token_id=vocab_size - 1, projection_dim=width,
    )  # fmt: skip
    return fill(CLIPTextModel(config), "text_model.")


def hidden(model, tokens):
    with torch.no_grad():
        return model(tokens).last_hidden_state.contiguous()


def random_ids(vocab_size):
    rng = random.Random(vocab_size)
    return torch.tensor([rng.choices(range(vocab_size), k=LENGTH) for _ in range(2)])


def encoder_fixture():
    tokens = random_ids(50)
    found = {act: hidden(text_model(50, 32, 64, 3, 4, act), tokens) for act in ("gelu", "quick_gelu")}
    return found | {"ids": tokens}


def main(out):
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_fixture(out)
    model = text_model(len(tokenizer), 4, 8, 1, 2, "gelu")
    model.save_pretrained(out / "model" / "text_encoder")
    tokens = tokenizer("Cat, dog!", padding="max_length", return_tensors="pt").input_ids
    save_file(encoder_fixture() | {"context": hidden(model, tokens)}, out / "encoder.safetensors")


def full(file):
    """Stable Diffusion 2.1's depth and widths; fewer tokens, since they are only looked up."""
    torch.set_num_threads(2)
    tokens = random_ids(2000)
    model = text_model(2000, 1024, 4096, 23, 16, "gelu")
    save_file({"ids": tokens, "gelu": hidden(model, tokens)}, file)


def characters(file):
    """Each character alone and between letters, by the committed tokenizer."""
    here = Path(__file__).parent.parent / "resources/networks/text/model/tokenizer"
    tokenizer = CLIPTokenizer.from_pretrained(here)
    with open(file, "w", encoding="ascii") as out:
        for code in (c for c in range(0x110000) if not 0xD800 <= c < 0xE000):
            found = tokenizer(f"{chr(code)} a{chr(code)}b").input_ids
            out.write(" ".join(map(str, found)) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "--full":
        full(sys.argv[2])
    elif sys.argv[1] == "--characters":
        characters(sys.argv[2])
    else:
        main(Path(sys.argv[1]))
