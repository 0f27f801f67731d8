"""MUSIQ's scores by pyiqa with the weights of weights.py, and the fixture `musiq` that they give.

Usage: python metric_musiq.py OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
from pyiqa.archs import musiq_arch
from safetensors.torch import save_file

import no_reference


def network():
    musiq_arch.load_pretrained_network = lambda *arguments, **options: None
    return no_reference.fill(musiq_arch.MUSIQ(pretrained="koniq10k"), "head.bias")


def main(folder):
    torch.set_num_threads(1)
    tensors = no_reference.scored(network(), no_reference.small())
    scores = {k: v for k, v in tensors.items() if k.endswith("score")}
    save_file(scores, Path(folder) / "musiq.safetensors")


if __name__ == "__main__":
    main(sys.argv[1])
