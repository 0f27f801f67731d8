"""Images for races: restored ones in OUT/sr and their HR images in OUT/hr, under the same names,
made by a seeded generator or cut from photographs.

Usage: pairs.py OUT SIZES [PHOTOGRAPHS]   (SIZES: 512x512,101x193 …, width × height)
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
SEED = 20261123


def made(generator, width, height):
    """Noise at every scale, and edges of discs that hide each other."""
    levels = np.full((height, width, 3), 128.0)
    side = 4
    while side < 2 * max(width, height):
        cells = generator.normal(size=(side, side, 3)).clip(-3, 3)
        noise = Image.fromarray(np.uint8(128 + 40 * cells)).resize((width, height), Image.BICUBIC)
        levels += (np.asarray(noise, np.float64) - 128) * 2 / side**0.5
        side *= 2
    y, x = np.mgrid[0:height, 0:width]
    for _ in range(40):
        radius = min(width, height) * generator.uniform(0.02, 0.25)
        inside = np.hypot(x - generator.uniform(0, width), y - generator.uniform(0, height)) < radius
        levels[inside] = 0.5 * levels[inside] + generator.uniform(0, 128, 3)
    return Image.fromarray(np.uint8(levels.clip(0, 255).round()))


def restored(generator, hr):
    """The image after a loss of detail, with some noise."""
    width, height = hr.size
    small = hr.resize((max(1, width // 3), max(1, height // 3)), Image.BICUBIC)
    levels = np.asarray(small.resize((width, height), Image.BICUBIC), np.float64)
    return Image.fromarray(np.uint8((levels + generator.normal(0, 3, levels.shape)).clip(0, 255)))


def photographs(folder):
    files = sorted(f for f in Path(folder).iterdir() if f.suffix.lower() in SUFFIXES)
    if not files:
        sys.exit(f"{folder}: no images")
    return files


def write(out, sizes, files):
    for name in ("sr", "hr"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for i, (width, height) in enumerate(sizes):
        generator = np.random.default_rng([SEED, i])
        if files:
            photograph = Image.open(files[i % len(files)]).convert("RGB")
            hr = ImageOps.fit(photograph, (width, height), Image.BICUBIC)
        else:
            hr = made(generator, width, height)
        name = f"{i:02d}-{width}x{height}.png"
        restored(generator, hr).save(out / "sr" / name)
        hr.save(out / "hr" / name)


if __name__ == "__main__":
    sizes = [tuple(map(int, size.split("x"))) for size in sys.argv[2].split(",")]
    write(Path(sys.argv[1]), sizes, photographs(sys.argv[3]) if sys.argv[3:] else [])
