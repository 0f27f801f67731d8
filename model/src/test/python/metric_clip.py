"""pyiqa's CLIP-IQA and A-FINE at tiny widths with weights from `weights.py`.

Usage: python -O metric_clip.py OUTPUT_FOLDER

-O drops the assertion by which pyiqa's A-FINE refuses sides that 32 doesn't divide, so that the
enlargement after it runs.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import portable  # noqa: F401  before torch

import numpy as np
import torch
from pyiqa.archs import afine_arch, afineclip_model, clip_model, clipiqa_arch
from safetensors.torch import save_file

import weights
from philox import RandomStream

# embedding, image side, layers, width, patch, text: length, vocabulary, width, heads, layers
TINY_RN = (32, 64, (1, 2, 1, 1), 8, None, 77, 49408, 64, 1, 2)
TINY_VIT = (32, 64, 2, 128, 32, 8, 10, 64, 1, 1)
TINY_HIDDEN = 16


def image(item, height, width):
    """Waves and noise in [0, 1]: (1,3,height,width)."""
    noise = RandomStream(weights.SEED, "FIXTURE", item).uniforms(0, 1, 3 * height * width)
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(x / (2.0 + c) + y * (item + c) / 17.0) for c in range(3)]
    mixed = 0.5 + 0.3 * np.stack(waves) + 0.4 * (noise.reshape(3, height, width) - 0.5)
    return torch.from_numpy(mixed.clip(0, 1).astype(np.float32))[None]


def clipiqa(network):
    """With the network as pyiqa's loader builds it from a file's tensors."""
    built = clip_model.build_model(dict(network.state_dict())).float()
    clipiqa_arch.load = lambda backbone, device: built
    return clipiqa_arch.CLIPIQA().eval()


def afine_parts(network, fill):
    """What afine.pth holds, by its keys."""
    heads = {
        "natural": afine_arch.AFINEQhead(),
        "fidelity": afine_arch.AFINEDhead(),
        "fidelity_scale": afine_arch.AFINENLM_FR_Fit_with_limit(2, -2, 0.5, 0.15),
        "natural_scale": afine_arch.AFINENLM_NR_Fit(2, -2, 4.9592, 21.5968),
        "adapter": afine_arch.AFINELearnLambda(),
    }
    parts = {key: fill(head).state_dict() for key, head in heads.items()}
    return parts | {"finetuned_clip": network.state_dict()}


def afine(network, file):
    afine_arch.load = lambda *args, **options: (network, None)
    metric = afine_arch.AFINE(pretrained_model_path=str(file)).eval()
    return lambda sr, hr: metric(sr.clone(), hr.clone()).reshape(1)  # it alters its inputs


def blurred(x):
    return torch.nn.functional.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


def write_tiny_afine(images, out):
    levels, width = TINY_VIT[2], TINY_VIT[3]
    channels = (3,) + (width,) * levels
    for head, sizes in ((afine_arch.AFINEQhead, (1, width, TINY_HIDDEN)), (afine_arch.AFINEDhead, ())):
        defaults = head.__init__.__defaults__
        head.__init__.__defaults__ = (channels, *sizes, *defaults[1 + len(sizes) :])
    network = weights.fill(afineclip_model.AFINECLIP(*TINY_VIT))
    with TemporaryDirectory() as folder:
        file = Path(folder, "afine.pth")
        torch.save(afine_parts(network, weights.fill), file)
        metric = afine(network, file)
    for name, x in images.items():
        out["afine." + name] = metric(blurred(x), x)
        out["afine.swapped." + name] = metric(x, blurred(x))
        out["blurred." + name] = blurred(x)


def write_tiny(folder):
    images = {f"image{i}": image(i, *size) for i, size in enumerate([(64, 32), (45, 33)])}
    out = dict(images)
    metric = clipiqa(weights.fill(clip_model.CLIP(*TINY_RN)))
    texts = metric.clip_model[0].encode_text(metric.prompt_pairs)
    out["texts"] = texts / texts.norm(dim=-1, keepdim=True)
    seen = (images["image1"] - metric.default_mean) / metric.default_std
    out["features"] = metric.clip_model[0].encode_image(seen, pos_embedding=False)
    for name, x in images.items():
        out["clipiqa." + name] = metric(x)[0]
    write_tiny_afine(images, out)
    folder.mkdir(parents=True, exist_ok=True)
    print({k: v.tolist() for k, v in out.items() if v.numel() == 1})
    save_file({k: v.contiguous() for k, v in out.items()}, folder / "clip.safetensors")


if __name__ == "__main__":
    if __debug__:
        sys.exit(__doc__)
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)
    write_tiny(Path(sys.argv[1]))
