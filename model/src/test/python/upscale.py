"""Makes the fixtures in src/test/resources/upscale: what Pillow, torch and diffusers make of
orientations, colours and tiles.

Usage: python upscale.py OUT_FOLDER (see requirements.txt, and Pillow). Everything is seeded.
"""
import os
import sys

import portable  # noqa: F401  before torch

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps
from safetensors.torch import save_file

from networks import UNET_MEMBER, fill, normal, unet

OUT = sys.argv[1]
torch.set_num_threads(1)
random = np.random.default_rng(11)


def path(name):
    return os.path.join(OUT, name)


def scene(width, height):
    """Shading, a grating, an edge, a flat part and grain."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    image = np.stack([40 + 1.1 * x, 200 - 0.9 * y, 90 + 0.4 * (x + y)], 2)
    image += 30 * np.sin(x / 2.3 + y / 4.1)[..., None]
    image[height // 3 :, : width // 3] = [250, 20, 128]
    image[: height // 4] = 77
    image[:, width // 2 :] += random.normal(0, 6, (height, width - width // 2, 3))
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def orientations():
    """Files with each EXIF orientation, as PNG and as JPEG, and one as all of them shall be seen."""
    small = Image.fromarray(random.integers(0, 256, (3, 5, 3), dtype=np.uint8))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        small.save(path(f"turned-{orientation}.png"), exif=exif)
        ImageOps.exif_transpose(Image.open(path(f"turned-{orientation}.png"))).save(
            path(f"turned-{orientation}.expected.png")
        )
    exif = Image.Exif()
    exif[0x010F] = "a maker whose name is too long for its entry"
    exif[0x0112] = 6
    Image.fromarray(scene(24, 16)).save(path("turned.jpg"), exif=exif, quality=90)
    ImageOps.exif_transpose(Image.open(path("turned.jpg"))).save(path("turned.jpg.expected.png"))


def alpha():
    """Pillow's bicubic of one 8-bit channel."""
    channel = Image.fromarray(scene(23, 17)[..., 0])
    channel.save(path("alpha.png"))
    channel.resize((92, 68), Image.BICUBIC).save(path("alpha-x4.png"))


def tensor(image):
    return torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1))).float()[None] / 255


def blur(x, radius):
    row = torch.tensor([0.25, 0.5, 0.25])
    kernel = (row[:, None] * row[None]).expand(3, 1, 3, 3).contiguous()
    padded = F.pad(x, (radius,) * 4, mode="replicate")
    return F.conv2d(padded, kernel, groups=3, dilation=radius)


def octaves(x):
    high = torch.zeros_like(x)
    for level in range(5):
        low = blur(x, 2**level)
        high += x - low
        x = low
    return high, x


def colours():
    """Wavelet reconstruction and AdaIN, truncated to 8 bits as torchvision's ToPILImage does."""
    style = scene(150, 141)
    content = np.clip(style * np.array([0.9, 1.05, 0.8]) + random.normal(4, 9, style.shape), 0, 255)
    content = np.rint(content).astype(np.uint8)
    Image.fromarray(style).save(path("style.png"))
    Image.fromarray(content).save(path("content.png"))
    x, y = tensor(content), tensor(style)
    save8(octaves(x)[0] + octaves(y)[1], "wavelet.png")

    def moments(t):
        flat = t.reshape(1, 3, -1)
        return flat.mean(2).view(1, 3, 1, 1), (flat.var(2) + 1e-5).sqrt().view(1, 3, 1, 1)

    (mean, deviation), (to_mean, to_deviation) = moments(x), moments(y)
    save8((x - mean) / deviation * to_deviation + to_mean, "adain.png")


def save8(x, name):
    image = x[0].clamp(0, 1).mul(255).byte().permute(1, 2, 0).numpy()
    Image.fromarray(image).save(path(name))


def axis(side, tile, overlap):
    """First positions of a row of tiles: even steps, the last one flush with the end."""
    count = 1
    while (count - 1) * (tile - overlap) + tile < side:
        count += 1
    return [min(i * (tile - overlap), side - tile) for i in range(count)]


def bell(length, middle):
    position = (np.arange(length) - middle) / length
    return np.exp(-position * position / 0.02) / np.sqrt(0.02 * np.pi)


def tiles():
    """Noise predictions of overlapping tiles under gaussian weights, as OSEDiff blends them."""
    network = fill(unet([8, 16], [1, 2], 1), UNET_MEMBER)
    tile, overlap, t = 8, 3, torch.tensor([100])
    x, context = normal(40, 1, 4, 13, 19), normal(41, 1, 5, 12)
    weights = torch.from_numpy(np.outer(bell(tile, tile / 2), bell(tile, (tile - 1) / 2)))
    total, share = torch.zeros_like(x), torch.zeros_like(x)
    with torch.no_grad():
        for left in axis(19, tile, overlap):
            for top in axis(13, tile, overlap):
                part = np.s_[:, :, top : top + tile, left : left + tile]
                total[part] += network(x[part], t, encoder_hidden_states=context).sample * weights
                share[part] += weights
        whole = network(x, t, encoder_hidden_states=context).sample
    save_file(dict(x=x, context=context, y=total / share, whole=whole), path("tiles.safetensors"))


os.makedirs(OUT, exist_ok=True)
orientations()
alpha()
colours()
tiles()
