"""MUSIQ's scores by pyiqa with the weights of weights.py, and the fixture `musiq` that they give.

Usage: python metric_musiq.py OUTPUT_FOLDER
       python metric_musiq.py --sizes OUTPUT_FOLDER   (images of many sizes, for MusiqCheck)
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


def main(arguments):
    torch.set_num_threads(1)
    images = no_reference.sizes() if arguments[0] == "--sizes" else no_reference.small()
    tensors = no_reference.scored(network(), images)
    if arguments[0] != "--sizes":
        tensors = {k: v for k, v in tensors.items() if k.endswith("score")}
    save_file(tensors, Path(arguments[-1]) / "musiq.safetensors")


if __name__ == "__main__":
    main(sys.argv[1:])
