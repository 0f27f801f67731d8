"""What MUSIQ and MANIQA are compared on and their weights. The Java tests make both anew
(org.gdposr.model.metric.NoReference)."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image

import weights
from philox import RandomStream

SEED = 20261123
PHOTO = Path(__file__).parent / "../resources/pixels/photo.png"


def fill(network, output_bias):
    """Values for the parameters; with one more for the last bias scores are far from zero and from
    the dead side of a ReLU. Buffers are constants and stay."""
    with torch.no_grad():
        for name, tensor in network.named_parameters():
            more = 1 if name == output_bias else 0
            tensor.copy_(weights.values(name, tensor.shape) + more)
    return network.requires_grad_(False).eval()


def photo():
    pixels = np.asarray(Image.open(PHOTO).convert("RGB"), np.float32) / np.float32(255)
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None]


def noise(item, height, width):
    numbers = RandomStream(SEED, "FIXTURE", item).uniforms(0, 1, 3 * height * width)
    return torch.from_numpy(numbers.astype(np.float32)).view(1, 3, height, width)


def small():
    return dict(photo=photo(), noise=noise(3001, 45, 61))


def scored(network, images):
    """Each image with its score under NAME.score."""
    tensors = {}
    for name, image in images.items():
        with torch.no_grad():
            score = network(image.clone()).reshape(1)
        print(name, tuple(image.shape), score.item(), flush=True)
        tensors |= {name: image, name + ".score": score}
    return tensors
