"""Makes ../resources/metric/fid.safetensors: pyiqa's Inception features and Fréchet distance with
weights by name.

Usage: python metric_fid.py PIXELS_FOLDER OUT_FOLDER (see requirements-pixels.txt).
"""

import portable  # isort: skip
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from pyiqa.archs import fid_arch, inception
from safetensors.torch import save_file

from metric_perceptual import fill
from philox import RandomStream
from weights import SEED

MODES = ("clean", "legacy_pytorch", "legacy_tensorflow")


def network():
    inception.load_pretrained_network = lambda *args, **kwargs: None
    return fill(inception.InceptionV3(output_blocks=[3]), official_name)


BLOCKS = (
    {"0": "Conv2d_1a_3x3", "1": "Conv2d_2a_3x3", "2": "Conv2d_2b_3x3"},
    {"0": "Conv2d_3b_1x1", "1": "Conv2d_4a_3x3"},
    {str(i): f"Mixed_{name}" for i, name in enumerate(("5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e"))},
    {str(i): f"Mixed_{name}" for i, name in enumerate(("7a", "7b", "7c"))},
)


def official_name(name):
    """The file's name of a tensor of blocks.BLOCK.PLACE."""
    if not name.startswith("blocks."):
        return None
    _, block, place, rest = name.split(".", 3)
    return f"{BLOCKS[int(block)][place]}.{rest}"


def features(net, files, mode):
    dataset = fid_arch.ResizeDataset(files, mode)
    batch = torch.stack([dataset[i] for i in range(len(files))])
    legacy = mode == "legacy_pytorch"
    batch = batch / 255 if legacy else (batch - 128) / 128
    return net(batch, False, legacy)[0].flatten(1)


def resized(file, width, height):
    """Planes as Pillow resizes them in float32: smaller, rows first, and wider but lower."""
    levels = np.asarray(Image.open(file).convert("RGB")).astype(np.float32)
    planes = (Image.fromarray(np.ascontiguousarray(levels[..., i])) for i in range(3))
    return torch.from_numpy(
        np.stack([np.asarray(p.resize((width, height), Image.BICUBIC)) for p in planes])
    )


def samples(item, count, width):
    """The twin of FidTest.samples: features that depend on each other."""
    uniforms = RandomStream(SEED, "FIXTURE", item).doubles(count * width)
    rows = uniforms.astype(np.float32).reshape(count, width)
    return np.concatenate([rows[:, :1], rows[:, 1:] + rows[:, :-1]], 1)


def moments(x):
    return x.mean(0), np.cov(x, rowvar=False)


def distance(x, y):
    return fid_arch.frechet_distance(*moments(x), *moments(y))


def main(pixels, out):
    torch.set_num_threads(1)
    net = network()
    files = [pixels / "photo.png", pixels / "blurred.png"]
    fixtures = {mode: features(net, files, mode) for mode in MODES}
    for size in ((57, 31), (150, 12), (180, 9)):
        fixtures["resized.{}x{}".format(*size)] = resized(files[0], *size)
    fixtures["distance"] = torch.tensor([distance(samples(1, 90, 24), samples(2, 70, 24))])
    save_file(fixtures, out / "fid.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
