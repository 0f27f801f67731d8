"""Weights of a metric with random values, in the files and layouts that are published.

Usage: metric_weights.py METRIC FOLDER

Each tensor's values are a function of its name and shape. They keep what passes through a network
from vanishing, as trained ones do: kernels of He's size, running variances around one, weights of
features that aren't negative, and MANIQA's last bias above its last ReLU's dead side.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
import scipy.io
import timm
import torch
import torchvision
from pyiqa.archs import afine_arch, afineclip_model, clip_model, inception, maniqa_arch, musiq_arch

RN50 = (1024, 224, (3, 4, 6, 3), 64, None, 77, 49408, 512, 8, 12)
VIT_B32 = (512, 224, 12, 768, 32, 77, 49408, 512, 8, 12)
ALEXNET = "alexnet-owt-7be5be79.pth"
VGG16 = "vgg16-397923af.pth"


def values(name, shape):
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big")
    generator = torch.Generator().manual_seed(seed)
    if name.endswith("running_var"):
        return 0.5 + torch.rand(shape, generator=generator)
    if name.endswith("logit_scale"):
        return torch.tensor(4.6052)  # that of trained ones
    normal = torch.randn(shape, generator=generator)
    if name.endswith("fc_score.3.bias"):
        return 1 + 0.05 * normal
    if name.endswith(("bias", "running_mean")):
        return 0.05 * normal
    if len(shape) <= 1:
        return 1 + 0.1 * normal
    return normal * (1.4 / normal[0].numel() ** 0.5)


def features(name, channels):
    """Weights of features (1, C, 1, 1): not negative."""
    return values(name, (1, channels, 1, 1)).abs()


def filled(network):
    """Parameters and running statistics; other buffers are constants."""
    parameters = dict(network.named_parameters())
    for name, tensor in network.state_dict().items():
        if name in parameters or name.endswith(("running_mean", "running_var")):
            tensor.copy_(values(name, tensor.shape))
    return network.requires_grad_(False).eval()


class Archive(torch.nn.Module):
    """OpenAI's archives are TorchScript and hold three sizes beside the network."""

    def __init__(self, network):
        super().__init__()
        for name, child in network.named_children():
            self.add_module(name, child)
        for name, parameter in network.named_parameters(recurse=False):
            self.register_parameter(name, parameter)
        for name in ("input_resolution", "context_length", "vocab_size"):
            self.register_buffer(name, torch.tensor(1))

    def forward(self, image):
        return image + 0


def clip(file):
    network = filled(clip_model.CLIP(*RN50))
    clip_model.convert_weights(network)
    torch.jit.trace(Archive(network).eval(), torch.zeros(1, 3, 8, 8)).save(str(file))


def afine(file):
    network = afineclip_model.AFINECLIP(*VIT_B32)
    parts = {
        "finetuned_clip": filled(network),
        "natural": filled(afine_arch.AFINEQhead()),
        "fidelity": filled(afine_arch.AFINEDhead()),
        # a handful of fitted numbers, at the values that training starts from
        "fidelity_scale": afine_arch.AFINENLM_FR_Fit_with_limit(2, -2, 0.5, 0.15),
        "natural_scale": afine_arch.AFINENLM_NR_Fit(2, -2, 4.9592, 21.5968),
        "adapter": afine_arch.AFINELearnLambda(),
    }
    torch.save({key: part.state_dict() for key, part in parts.items()}, file)


def niqe(file):
    """A mean like photographs' and a well-conditioned covariance."""
    generator = np.random.default_rng(20261123)
    root = generator.normal(size=(36, 72)) * 0.2
    mean, covariance = generator.uniform(0.2, 3, (1, 36)), root @ root.T / 72 + 0.01 * np.eye(36)
    parameters = {"mu_prisparam": mean, "cov_prisparam": covariance}
    scipy.io.savemat(file, parameters, appendmat=False)


def without_files(*modules):
    for module in modules:
        module.load_pretrained_network = lambda *arguments, **options: None


def saved(network):
    return lambda file: torch.save(network().state_dict(), file)


def lin(*channels):
    """LPIPS's layers."""
    names = {f"lin{i}.model.1.weight": count for i, count in enumerate(channels)}
    return lambda file: torch.save({n: features(n, c) for n, c in names.items()}, file)


def maniqa(dataset):
    return saved(lambda: filled(maniqa_arch.MANIQA(train_dataset=dataset)))


FILES = {
    ALEXNET: saved(lambda: filled(torchvision.models.alexnet())),
    VGG16: saved(lambda: filled(torchvision.models.vgg16(init_weights=False))),
    "LPIPS_v0.1_alex-df73285e.pth": lin(64, 192, 384, 256, 256),
    "LPIPS_v0.1_vgg-a78928a0.pth": lin(64, 128, 256, 512, 512),
    "DISTS_weights-f5e65c96.pth": lambda file: torch.save(
        {name: features(name, 1475) for name in ("alpha", "beta")}, file
    ),
    "MANIQA_PIPAL-ae6d356b.pth": maniqa("pipal"),
    "ckpt_koniq10k.pt": maniqa("koniq"),
    "musiq_koniq_ckpt-e95806b9.pth": saved(
        lambda: filled(musiq_arch.MUSIQ(pretrained="koniq10k"))
    ),
    "RN50.pt": clip,
    "afine.pth": afine,
    "pt_inception-2015-12-05-6726825d.pth": saved(lambda: filled(inception.fid_inception_v3())),
    "niqe_modelparameters.mat": niqe,
}
METRICS = {
    "PSNR": [],
    "SSIM": [],
    "LPIPS": ["LPIPS_v0.1_alex-df73285e.pth", ALEXNET],
    "LPIPS-vgg": ["LPIPS_v0.1_vgg-a78928a0.pth", VGG16],
    "FID": ["pt_inception-2015-12-05-6726825d.pth"],
    "DISTS": ["DISTS_weights-f5e65c96.pth", VGG16],
    "MANIQA": ["MANIQA_PIPAL-ae6d356b.pth"],
    "MANIQA-koniq": ["ckpt_koniq10k.pt"],
    "MUSIQ": ["musiq_koniq_ckpt-e95806b9.pth"],
    "CLIPIQA": ["RN50.pt"],
    "AFINE": ["afine.pth"],
    "NIQE": ["niqe_modelparameters.mat"],
}


def main(metric, folder):
    folder.mkdir(parents=True, exist_ok=True)
    without_files(inception, maniqa_arch, musiq_arch)
    create_model = timm.create_model
    timm.create_model = lambda name, pretrained: create_model(name)
    for name in METRICS[metric]:
        file = folder / name
        if not file.exists():
            part = file.with_suffix(".part")
            FILES[name](part)
            part.rename(file)


if __name__ == "__main__":
    with torch.no_grad():
        main(sys.argv[1], Path(sys.argv[2]))
