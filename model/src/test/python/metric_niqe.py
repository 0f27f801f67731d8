"""MATLAB files with a made-up pristine model in the layout of NIQE's official one, and the scores
that pyiqa gives with it.

Usage: python metric_niqe.py OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import numpy as np
import scipy.io
import torch
from PIL import Image
from pyiqa.archs import niqe_arch
from safetensors.torch import save_file

import no_reference
import yiq

FEATURES = 36
SIZES = ((305, 261), (192, 97), (420, 390))


def pristine():
    numbers = np.random.default_rng(20261124)
    factor = numbers.normal(size=(FEATURES, 2 * FEATURES))
    return dict(
        mu_prisparam=numbers.uniform(0, 3, (1, FEATURES)),
        cov_prisparam=factor @ factor.T / (40 * FEATURES),
    )


def others():
    """Variables of other kinds, which a reader of matrices passes over."""
    return dict(
        levels=np.arange(6, dtype=np.uint8).reshape(2, 3),
        title="made up",
        complex=np.array([[1 + 2j]]),
        cube=np.zeros((2, 2, 2)),
        nested=dict(inside=np.ones((2, 2))),
        cells=np.array([[1.0], "two"], dtype=object),
    )


def save(file, variables, **options):
    """With a header of fixed length that tells no date, so that the file is the same each time."""
    scipy.io.savemat(file, variables, **options)
    data = file.read_bytes()
    file.write_bytes(b"MATLAB 5.0 MAT-file".ljust(116) + data[116:])


def photo(size):
    image = Image.open(no_reference.PHOTO).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    pixels = np.asarray(image, np.float32) / np.float32(255)
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None]


def main(folder):
    torch.set_num_threads(1)
    official = folder / "niqe_modelparameters.mat"
    model = pristine()
    save(official, model, do_compression=True)
    save(folder / "plain.mat", others() | model)
    niqe_arch.to_y_channel = lambda image, *options: yiq.levels(image)
    metric = niqe_arch.NIQE(pretrained_model_path=official)
    tensors = {f"{w}x{h}": metric(photo((w, h))).reshape(1) for w, h in SIZES}
    print(tensors)
    tensors |= {name: torch.from_numpy(values) for name, values in model.items()}
    save_file(tensors, folder / "niqe.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
