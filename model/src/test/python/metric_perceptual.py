"""Makes ../resources/metric/perceptual.safetensors: pyiqa's LPIPS and DISTS with weights by name.

Usage: python metric_perceptual.py PIXELS_FOLDER OUT_FOLDER (see requirements-pixels.txt).
"""

import portable  # isort: skip
import sys
from pathlib import Path

import numpy as np
import torch
import torchvision
from PIL import Image
from safetensors.torch import save_file

from philox import RandomStream
from weights import SEED, values

ROOT_SIX = np.float32(np.sqrt(6))


def metric_values(name, shape):
    """Kernels that keep the size of what passes ReLUs, and weights of features that aren't
    negative; the twin of org.gdposr.model.metric.FeatureWeights."""
    tensor = values(name, shape)
    if name.startswith("lin") or name in ("alpha", "beta"):
        return tensor.abs()
    return tensor * ROOT_SIX if len(shape) == 4 else tensor


def fill(network, rename):
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            name = rename(name)
            if name is not None and tensor.is_floating_point():
                tensor.copy_(metric_values(name, tensor.shape))
    return network.requires_grad_(False).eval()


def official_name(name):
    """The name of a tensor of pyiqa's networks in the file that it comes from."""
    if name.startswith("lin") or name in ("alpha", "beta"):
        return None if name.startswith("lins.") else name
    return "features." + name.split(".", name.count(".") - 1)[-1] if is_kernel(name) else None


def is_kernel(name):
    return name.startswith(("net.slice", "stage")) and not name.endswith("filter")


def offline():
    """Networks without their files."""

    def without_weights(build):
        return lambda *args, **kwargs: build(weights=None)

    for name in ("vgg16", "alexnet"):
        setattr(torchvision.models, name, without_weights(getattr(torchvision.models, name)))
    from pyiqa.archs import dists_arch, lpips_arch

    for module in (dists_arch, lpips_arch):
        module.load_pretrained_network = lambda *args, **kwargs: None
    return lpips_arch.LPIPS, dists_arch.DISTS


def metrics():
    LPIPS, DISTS = offline()
    return dict(
        alex=fill(LPIPS(net="alex"), official_name),
        vgg=fill(LPIPS(net="vgg"), official_name),
        dists=fill(DISTS(), official_name),
    )


def noise(item, height, width):
    """The twin of org.gdposr.model.metric.FeatureWeights.noise."""
    uniforms = RandomStream(SEED, "FIXTURE", item).doubles(3 * height * width)
    return torch.from_numpy(uniforms.astype(np.float32)).reshape(1, 3, height, width)


def photo(path):
    pixels = np.asarray(Image.open(path).convert("RGB"))
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1))).float()[None] / 255


def gradient(vgg, x, y):
    x = x.clone().requires_grad_(True)
    vgg(x, y, normalize=False).sum().backward()
    return x.grad


def main(pixels, out):
    torch.set_num_threads(1)
    nets = metrics()
    pairs = dict(
        photo=(photo(pixels / "blurred.png"), photo(pixels / "photo.png")),
        noise=(noise(1, 33, 47), noise(2, 33, 47)),
    )
    fixtures = {
        f"{name}.{pair}": net(*images).reshape(1)
        for name, net in nets.items()
        for pair, images in pairs.items()
    }
    x, y = (2 * image - 1 for image in pairs["noise"])
    fixtures["vgg.gradient"] = gradient(nets["vgg"], x, y)
    save_file(fixtures, out / "perceptual.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
