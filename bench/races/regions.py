"""The authors' ratios of smooth and detailed regions, beside org.gdposr.model.bench.RegionsRace:
both answer the same words, a line each. `maps FILE` compares theirs with what that side wrote.

Usage: regions.py AUTHORS IMAGES THREADS   (a checkout of their code; a folder of photographs)
"""

import sys
import time
from pathlib import Path
from types import ModuleType

START = time.perf_counter()
AUTHORS, IMAGES, THREADS = *map(Path, sys.argv[1:3]), int(sys.argv[3])
# imported by theirs and never used
for name in ("matplotlib", "matplotlib.pyplot"):
    sys.modules.setdefault(name, ModuleType(name))
sys.path.insert(0, str(AUTHORS / "GDPOSR" / "my_utils"))

import cv2  # noqa: E402
import mask  # noqa: E402
import numpy as np  # noqa: E402
import turns  # noqa: E402
from safetensors.numpy import load_file  # noqa: E402

PATCH, THRESHOLD = 10, 50
# OpenCV's name of what an RGB image is taken for
ORDERS = {"rgb": cv2.COLOR_RGB2GRAY, "bgr": cv2.COLOR_BGR2GRAY}


def regions(rgb, order):
    """The map of complexity (H, W), and the shares of smooth and detailed regions."""
    grey = cv2.cvtColor(rgb, ORDERS[order]) / 255
    complexity = mask.create_complexity_matrix(grey, patch_size=PATCH)
    return complexity, *mask.binarize_complexity_matrix(complexity, THRESHOLD)[1:]


class Race:
    def __init__(self):
        files = sorted(IMAGES.iterdir())
        self.images = [cv2.cvtColor(cv2.imread(str(f)), cv2.COLOR_BGR2RGB) for f in files]
        self.next = 0

    def turn(self):
        regions(self.images[self.next % len(self.images)], "rgb")
        self.next += 1

    def answer(self, word, file):
        assert word == "compare"
        ours = load_file(file)
        errors = dict.fromkeys(ORDERS, 0.0)
        different = 0
        for order in ORDERS:
            for i, image in enumerate(self.images):
                complexity, smooth, detail = regions(image, order)
                patches = complexity[::PATCH, ::PATCH].ravel()
                error = np.abs(patches - ours[f"{order}.{i}.complexity"]).max()
                errors[order] = max(errors[order], float(error))
                different += [smooth, detail] != list(ours[f"{order}.{i}.ratios"])
        return {"complexityErrors": errors, "differentRatios": different}


if __name__ == "__main__":
    cv2.setNumThreads(THREADS)
    race = Race()
    turns.take(START, race.turn, race.answer)
