"""A metric by pyiqa, beside org.gdposr.model.bench.MetricRace: both answer the same words, a line
each. `scores` gives the score of every image, of FID that of the two folders.

Usage: metric.py METRIC WEIGHTS IMAGES THREADS   (images as pairs.py writes them)
"""

import os
import sys
import time
from pathlib import Path

START = time.perf_counter()
METRIC, WEIGHTS, IMAGES, THREADS = sys.argv[1], *map(Path, sys.argv[2:4]), int(sys.argv[4])
# both libraries look here before they download
os.environ["TORCH_HOME"] = str(WEIGHTS / "torch")
for cache in ("pyiqa", "checkpoints"):
    link = WEIGHTS / "torch" / "hub" / cache
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.exists():
        link.symlink_to(WEIGHTS.resolve())

import numpy as np  # noqa: E402
import pyiqa  # noqa: E402
import timm  # noqa: E402
import torch  # noqa: E402
import turns  # noqa: E402
from PIL import Image  # noqa: E402
from pyiqa.archs import afine_arch, afineclip_model  # noqa: E402

VIT_B32 = (512, 224, 12, 768, 32, 77, 49408, 512, 8, 12)
Y = dict(test_y_channel=True, color_space="ycbcr")
METRICS = {
    "PSNR": ("psnr", Y),
    "SSIM": ("ssim", Y),
    "LPIPS": ("lpips", {}),
    "LPIPS-vgg": ("lpips-vgg", {}),
    "FID": ("fid", {}),
    "DISTS": ("dists", {}),
    "MANIQA": ("maniqa-pipal", {}),
    "MANIQA-koniq": ("maniqa", {}),
    "MUSIQ": ("musiq", {}),
    "CLIPIQA": ("clipiqa", {"backbone": str(WEIGHTS / "RN50.pt")}),
    "AFINE": ("afine_all_scale", {}),
    "NIQE": ("niqe", {}),
}


def offline():
    """Without the initial weights of two networks, which those of the metric's file replace."""
    create_model = timm.create_model
    timm.create_model = lambda name, pretrained: create_model(name)
    afine_arch.load = lambda *arguments, **options: (afineclip_model.AFINECLIP(*VIT_B32), None)


def tensor(file):
    """(1, 3, H, W) in [0, 1]."""
    levels = np.asarray(Image.open(file).convert("RGB"), np.float32) / 255
    return torch.from_numpy(np.ascontiguousarray(levels.transpose(2, 0, 1)))[None]


class OfImages:
    def __init__(self, metric):
        self.metric = metric
        self.pairs = {
            file.stem: (tensor(file), tensor(IMAGES / "hr" / file.name))
            for file in sorted((IMAGES / "sr").iterdir())
        }
        self.first = next(iter(self.pairs.values()))

    def score(self, restored, reference):
        if METRIC == "AFINE":  # alters its arguments
            restored, reference = restored.clone(), reference.clone()
        if self.metric.metric_mode == "FR":
            return self.metric(restored, reference).item()
        return self.metric(restored).item()

    def turn(self):
        self.score(*self.first)

    def answer(self, word):
        assert word == "scores"
        return {"scores": {name: self.score(*pair) for name, pair in self.pairs.items()}}


class OfSets:
    def __init__(self, metric):
        self.metric = metric

    def turn(self):
        folders = str(IMAGES / "sr"), str(IMAGES / "hr")
        return float(self.metric(*folders, verbose=False))

    def answer(self, word):
        assert word == "scores"
        return {"scores": {f"{len(list((IMAGES / 'sr').iterdir()))} images": self.turn()}}


def main():
    torch.set_num_threads(THREADS)
    offline()
    name, options = METRICS[METRIC]
    metric = pyiqa.create_metric(name, device=torch.device("cpu"), **options)
    race = OfSets(metric) if METRIC == "FID" else OfImages(metric)
    turns.take(START, race.turn, race.answer)


if __name__ == "__main__":
    with torch.no_grad():
        main()
