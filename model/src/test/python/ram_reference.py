"""Recognize Anything's tagging path and ESRGAN's generator in plain PyTorch, under the tensor names
of the official files, and the fixtures `ram` and `rrdb` that they give.

Usage: python ram_reference.py OUTPUT_FOLDER
       python ram_reference.py --swin-large OUTPUT_FOLDER   (full width: minutes, 3 GB)
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import portable  # noqa: F401  before torch

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn
from torchvision import transforms

import weights
from philox import RandomStream

SEED = 20261123
DAPE_RANK = 8


@dataclass(frozen=True)
class RamConfig:
    image_size: int = 384
    embed_dim: int = 192
    depths: tuple = (2, 2, 18, 2)
    heads: tuple = (6, 12, 24, 48)
    window: int = 12
    image_width: int = 512
    hidden: int = 768
    decoder_layers: int = 2
    decoder_heads: int = 4
    intermediate: int = 3072
    tags: int = 4585


TINY = RamConfig(32, 8, (3, 2, 2, 1), (1, 2, 4, 4), 4, 12, 16, 2, 4, 24, 40)


class Part(nn.Module):
    """A module whose children are given by name."""

    def __init__(self, /, **parts):
        super().__init__()
        for name, part in parts.items():
            self.add_module(name, part)


class WindowAttention(nn.Module):
    def __init__(self, dim, heads, window):
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        y, x = torch.arange(window).repeat_interleave(window), torch.arange(window).repeat(window)
        dy, dx = y[:, None] - y[None, :], x[:, None] - x[None, :]
        self.index = (dy + window - 1) * (2 * window - 1) + dx + window - 1  # (w², w²)

    def forward(self, x, mask):
        """x (B·windows, w², C); mask (windows, w², w²) or None."""
        n, tokens, dim = x.shape
        q, k, v = self.qkv(x).view(n, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q * (dim // self.heads) ** -0.5 @ k.transpose(-2, -1)
        scores = scores + self.relative_position_bias_table[self.index].permute(2, 0, 1)
        if mask is not None:
            scores = scores.unflatten(0, (-1, len(mask))) + mask[:, None]
            scores = scores.flatten(0, 1)
        return self.proj((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))


class SwinBlock(nn.Module):
    def __init__(self, dim, heads, side, window, shifted):
        super().__init__()
        self.side, self.window = side, min(window, side)
        self.shift = window // 2 if shifted and side > window else 0
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.attn = WindowAttention(dim, heads, self.window)
        self.mlp = Part(fc1=nn.Linear(dim, 4 * dim), fc2=nn.Linear(4 * dim, dim))
        self.mask = self.shift_mask() if self.shift else None

    def windows(self, x):
        """(B, side, side, C) → (B·windows, w², C)."""
        w = self.window
        x = x.unflatten(2, (-1, w)).unflatten(1, (-1, w))  # (B, rows, w, columns, w, C)
        return x.transpose(2, 3).flatten(0, 2).flatten(1, 2)

    def shift_mask(self):
        """−100 between tokens of a window that were no neighbours before the shift."""
        edge = torch.zeros(self.side)
        edge[-self.window :] = 1
        edge[-self.shift :] = 2
        area = self.windows((3 * edge[:, None] + edge).view(1, self.side, self.side, 1))
        return -100.0 * (area != area.transpose(1, 2))

    def forward(self, x):
        """(B, side², C)."""
        s, w = self.side, self.window
        h = self.norm1(x).unflatten(1, (s, s)).roll((-self.shift, -self.shift), (1, 2))
        h = self.attn(self.windows(h), self.mask)
        h = h.unflatten(1, (w, w)).unflatten(0, (-1, s // w, s // w)).transpose(2, 3)
        h = h.flatten(3, 4).flatten(1, 2).roll((self.shift, self.shift), (1, 2))
        x = x + h.flatten(1, 2)
        return x + self.mlp.fc2(F.gelu(self.mlp.fc1(self.norm2(x))))


class PatchMerging(nn.Module):
    def __init__(self, dim, side):
        super().__init__()
        self.side = side
        self.norm = nn.LayerNorm(4 * dim)
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)

    def forward(self, x):
        half = self.side // 2
        x = x.unflatten(1, (half, 2, half, 2))  # (B, row, dy, column, dx, C)
        x = x.permute(0, 1, 3, 4, 2, 5).flatten(3).flatten(1, 2)  # dx varies slower than dy
        return self.reduction(self.norm(x))


class SwinStage(nn.Module):
    def __init__(self, c, level):
        super().__init__()
        dim, side = c.embed_dim << level, c.image_size // 4 >> level
        self.blocks = nn.Sequential(
            *(SwinBlock(dim, c.heads[level], side, c.window, i % 2) for i in range(c.depths[level]))
        )
        if level + 1 < len(c.depths):
            self.downsample = PatchMerging(dim, side)

    def forward(self, x):
        x = self.blocks(x)
        return self.downsample(x) if hasattr(self, "downsample") else x


class SwinTransformer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.patch_embed = Part(proj=nn.Conv2d(3, c.embed_dim, 4, 4), norm=nn.LayerNorm(c.embed_dim))
        self.layers = nn.Sequential(*(SwinStage(c, i) for i in range(len(c.depths))))
        self.norm = nn.LayerNorm(c.embed_dim << len(c.depths) - 1)

    def forward(self, image):
        x = self.patch_embed.norm(self.patch_embed.proj(image).flatten(2).transpose(1, 2))
        x = self.norm(self.layers(x))
        return torch.cat([x.mean(1, keepdim=True), x], 1)  # (B, 1 + tokens, C)


class DecoderLayer(nn.Module):
    """BERT's layer with cross-attention only."""

    def __init__(self, c):
        super().__init__()
        self.heads = c.decoder_heads
        attend = Part(
            query=nn.Linear(c.hidden, c.hidden),
            key=nn.Linear(c.image_width, c.hidden),
            value=nn.Linear(c.image_width, c.hidden),
        )
        self.crossattention = Part(self=attend, output=self.residual(c.hidden, c.hidden))
        self.intermediate = Part(dense=nn.Linear(c.hidden, c.intermediate))
        self.output = self.residual(c.intermediate, c.hidden)

    @staticmethod
    def residual(width, hidden):
        return Part(dense=nn.Linear(width, hidden), LayerNorm=nn.LayerNorm(hidden, eps=1e-12))

    def forward(self, x, image):
        """x (B, tags, hidden), image (B, tokens, image width)."""
        attend = self.crossattention.self
        split = lambda t: t.unflatten(-1, (self.heads, -1)).transpose(1, 2)
        q, k, v = split(attend.query(x)), split(attend.key(image)), split(attend.value(image))
        mixed = (q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5).softmax(-1) @ v
        out = self.crossattention.output
        x = out.LayerNorm(out.dense(mixed.transpose(1, 2).flatten(2)) + x)
        wide = F.gelu(self.intermediate.dense(x))
        return self.output.LayerNorm(self.output.dense(wide) + x)


class Ram(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.visual_encoder = SwinTransformer(c)
        self.image_proj = nn.Linear(c.embed_dim << len(c.depths) - 1, c.image_width)
        self.label_embed = nn.Parameter(torch.zeros(c.tags, c.image_width))
        self.wordvec_proj = nn.Linear(c.image_width, c.hidden)
        layers = nn.ModuleList(DecoderLayer(c) for _ in range(c.decoder_layers))
        self.tagging_head = Part(encoder=Part(layer=layers))
        self.fc = nn.Linear(c.hidden, 1)

    def forward(self, image):
        """Prepared images (B, 3, side, side) -> logits (B, tags)."""
        tokens = self.image_proj(self.visual_encoder(image))
        x = self.wordvec_proj(self.label_embed).relu().expand(len(image), -1, -1)
        for layer in self.tagging_head.encoder.layer:
            x = layer(x, tokens)
        return self.fc(x).squeeze(-1)


def merge_dape(ram, lora):
    """Adds DAPE's low-rank parts to the weights, B A / rank as loralib does with alpha 1: query and
    value of each window attention; query and key of each cross-attention, where those of
    tag_encoder count too because the official model shares its weight."""
    names = [name for name, _ in ram.named_modules()]
    with torch.no_grad():
        for name in (n for n in names if n.endswith("attn.qkv")):
            a, b = lora[name + ".lora_A"].chunk(2), lora[name + ".lora_B"].chunk(2)
            q, _, v = ram.get_submodule(name).weight.chunk(3)
            q += b[0] @ a[0] / DAPE_RANK
            v += b[1] @ a[1] / DAPE_RANK
        for name in (n for n in names if n.endswith(("self.query", "self.key"))):
            for twin in (name, name.replace("tagging_head", "tag_encoder")):
                weight = ram.get_submodule(name).weight
                weight += lora[twin + ".lora_B"] @ lora[twin + ".lora_A"] / DAPE_RANK


def dape_shapes(ram):
    """Of the tensors of DAPE's file that the tagging path uses."""
    shapes = {}
    for name, module in ram.named_modules():
        if name.endswith("attn.qkv"):
            width = module.in_features
            shapes[name + ".lora_A"] = 2 * DAPE_RANK, width
            shapes[name + ".lora_B"] = 2 * width, DAPE_RANK
        elif name.endswith(("self.query", "self.key")):
            for twin in (name, name.replace("tagging_head", "tag_encoder")):
                shapes[twin + ".lora_A"] = DAPE_RANK, module.in_features
                shapes[twin + ".lora_B"] = module.out_features, DAPE_RANK
    return shapes


def prepare(rgb, size):
    """The authors' transform of a tensor: antialiased, as torchvision 0.22 does by default."""
    transform = transforms.Compose(
        [
            transforms.Resize((size, size)),
            transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]),
        ]
    )
    return transform(torch.from_numpy(rgb).permute(2, 0, 1).div(255)[None])


def noisy_image(height, width):
    """Random bytes over a slope."""
    noise = RandomStream(SEED, "FIXTURE", 2000).ints(height * width * 3) % 128
    slope = np.arange(height * width * 3) * 127 // (height * width * 3)
    return (noise + slope).astype(np.uint8).reshape(height, width, 3)


def ram_fixture(config, height, width):
    ram = weights.fill(Ram(config))
    rgb = noisy_image(height, width)
    image = prepare(rgb, config.image_size)
    with torch.no_grad():
        plain = ram(image)
        merge_dape(ram, {k: weights.values(k, s) for k, s in dape_shapes(ram).items()})
        dape = ram(image)
    # about half of the tags fire, and each one's own threshold decides
    low, high = plain.sigmoid().quantile(torch.tensor([0.1, 0.9]))
    thresholds = torch.linspace(low, high, config.tags)
    tensors = dict(rgb=torch.from_numpy(rgb), prepared=image, thresholds=thresholds)
    for name, logits in (("plain", plain), ("dape", dape)):
        tensors |= {name: logits, name + ".tags": (logits.sigmoid() > thresholds)[0].nonzero()[:, 0]}
    return tensors


class DenseBlock(nn.Module):
    def __init__(self, width, growth):
        super().__init__()
        for i in range(1, 6):
            out = growth if i < 5 else width
            self.add_module(f"conv{i}", nn.Conv2d(width + (i - 1) * growth, out, 3, padding=1))

    def forward(self, x):
        seen = x
        for i in range(1, 5):
            y = F.leaky_relu(self.get_submodule(f"conv{i}")(seen), 0.2)
            seen = torch.cat([seen, y], 1)
        return x + 0.2 * self.conv5(seen)


class Rrdb(nn.Module):
    def __init__(self, width, growth):
        super().__init__()
        self.rdb1, self.rdb2, self.rdb3 = (DenseBlock(width, growth) for _ in range(3))

    def forward(self, x):
        return x + 0.2 * self.rdb3(self.rdb2(self.rdb1(x)))


class RrdbNet(nn.Module):
    def __init__(self, width, growth, blocks):
        super().__init__()
        self.conv_first = nn.Conv2d(3, width, 3, padding=1)
        self.body = nn.Sequential(*(Rrdb(width, growth) for _ in range(blocks)))
        for name in ("conv_body", "conv_up1", "conv_up2", "conv_hr"):
            self.add_module(name, nn.Conv2d(width, width, 3, padding=1))
        self.conv_last = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, x):
        x = self.conv_first(x)
        x = x + self.conv_body(self.body(x))
        for conv in (self.conv_up1, self.conv_up2):
            x = F.leaky_relu(conv(F.interpolate(x, scale_factor=2)), 0.2)
        return self.conv_last(F.leaky_relu(self.conv_hr(x), 0.2))


def rrdb_fixture(width, growth, blocks):
    network = weights.fill(RrdbNet(width, growth, blocks))
    uniforms = RandomStream(SEED, "FIXTURE", 2001).uniforms(0, 1, 2 * 3 * 7 * 5)
    x = torch.from_numpy(uniforms.astype(np.float32)).view(2, 3, 7, 5)
    return dict(x=x, y=network(x))


def main(arguments):
    torch.set_num_threads(1)
    out = Path(arguments[-1])
    if arguments[0] == "--swin-large":
        fixtures = dict(swin_large=ram_fixture(RamConfig(), 512, 640))
    else:
        fixtures = dict(ram=ram_fixture(TINY, 29, 41), rrdb=rrdb_fixture(8, 4, 2))
    for name, tensors in fixtures.items():
        save_file({k: v.contiguous() for k, v in tensors.items()}, out / f"{name}.safetensors")


if __name__ == "__main__":
    main(sys.argv[1:])
