"""Loads what the Java side wrote into diffusers and peft, strictly, and compares predictions.

Usage: python exported.py FOLDER

FOLDER is a network's folder, or what `gdpo export` wrote: unet/, vae/, and perhaps base/unet/ with
lora/ (peft's) or pytorch_lora_weights.safetensors (diffusers'), scheduler/, context.safetensors,
and expected.safetensors with the Java side's own predictions.
"""

import json
import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import diffusers
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from peft import PeftModel
from safetensors.torch import load_file

TOLERANCE = 1e-5


def load(folder):
    """A network whose every tensor is in the file, and no other."""
    name = json.loads((folder / "config.json").read_text())["_class_name"]
    network, info = getattr(diffusers, name).from_pretrained(
        folder, output_loading_info=True, low_cpu_mem_usage=False
    )
    faults = {key: value for key, value in info.items() if value}
    count = sum(p.numel() for p in network.parameters())
    print(f"{folder.name}: {name}, {count} parameters, faults {faults or 'none'}")
    if faults:
        raise SystemExit(1)
    return network.eval()


def compare(what, actual, expected):
    """Ends the process unless both errors are small."""
    relative = ((actual - expected).norm() / expected.norm()).item()
    worst = ((actual - expected).abs().max() / expected.abs().max()).item()
    print(f"{what}: relative error {relative:.2e}, worst {worst:.2e}")
    if not (relative <= TOLERANCE and worst <= TOLERANCE):
        raise SystemExit(f"{what}: above {TOLERANCE}")


def inputs(unet):
    """Where the Java side left none."""
    generator = torch.Generator().manual_seed(1)
    config = unet.config
    return dict(
        x=torch.randn(2, config.in_channels, 8, 8, generator=generator),
        context=torch.randn(2, 5, config.cross_attention_dim, generator=generator),
        t=torch.tensor([100.0, 500.0]),
    )


def adapters(folder, given, merged):
    """The base with its adapter, as peft and as diffusers load it, against the merged network."""
    if (folder / "lora").is_dir():
        unet = PeftModel.from_pretrained(load(folder / "base" / "unet"), folder / "lora").eval()
        adapted = unet(given["x"], given["t"], given["context"]).sample
        compare("base with peft's adapter against the merged policy", adapted, merged)
        base = load(folder / "base" / "unet")(given["x"], given["t"], given["context"]).sample
        print(f"the adapter moves the prediction by {((adapted - base).norm() / base.norm()):.2e}")
    if (folder / "pytorch_lora_weights.safetensors").is_file():
        unet = load(folder / "base" / "unet")
        unet.load_lora_adapter(folder, weight_name="pytorch_lora_weights.safetensors", prefix="unet")
        adapted = unet(given["x"], given["t"], given["context"]).sample
        compare("base with diffusers' adapter against the merged policy", adapted, merged)


def export(folder):
    unet, vae = load(folder / "unet"), load(folder / "vae")
    expected = {}
    if (folder / "expected.safetensors").is_file():
        expected = load_file(folder / "expected.safetensors")
    given = expected or inputs(unet)
    merged = unet(given["x"], given["t"], given["context"]).sample
    if expected:
        compare("UNet against Java", merged, expected["predicted"])
        moments = vae.encode(expected["image"]).latent_dist.parameters
        compare("encoder against Java", moments, expected["moments"])
        decoded = vae.decode(expected["z"]).sample
        compare("decoder against Java", decoded, expected["decoded"])
    adapters(folder, given, merged)
    if (folder / "scheduler").is_dir():
        schedule = DDPMScheduler.from_pretrained(folder / "scheduler")
        own = DDPMScheduler(
            beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, clip_sample=False
        )
        compare("schedule", schedule.alphas_cumprod, own.alphas_cumprod)
    if (folder / "context.safetensors").is_file():
        context = load_file(folder / "context.safetensors")["context"]
        assert context.shape[1] == unet.config.cross_attention_dim, context.shape


def main(folder):
    torch.set_num_threads(1)
    if (folder / "config.json").is_file():
        load(folder)
    else:
        export(folder)


if __name__ == "__main__":
    with torch.no_grad():
        main(Path(sys.argv[1]))
