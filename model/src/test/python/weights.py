"""Weights that need no file: each tensor's values are a function of its name and shape, the same
as org.gdposr.model.weights.RandomWeights gives."""

import hashlib

import numpy as np
import torch

from philox import RandomStream

SEED = 20261123


def values(name, shape):
    item = int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big")
    vector = len(shape) < 2
    middle = 1.0 if vector and not name.endswith(("bias", "running_mean")) else 0.0
    if name.endswith("logit_scale"):
        middle = 4.6  # that of trained ones: cosines alone would hardly tell texts apart
    count = int(np.prod(shape, dtype=np.int64))
    bound = 0.1 if vector else 1 / np.sqrt(count / shape[0])
    numbers = RandomStream(SEED, "FIXTURE", item).uniforms(middle - bound, middle + bound, count)
    return torch.from_numpy(numbers.astype(np.float32)).reshape(shape)


def fill(network, prefix=""):
    """Gives every floating-point tensor of a network its values and freezes it."""
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(values(prefix + name, tensor.shape))
    return network.requires_grad_(False).eval()
