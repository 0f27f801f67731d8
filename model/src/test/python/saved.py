"""Writes networks in every layout that diffusers saves, and what they predict, for the Java side.

Usage: python saved.py OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
from safetensors.torch import save_file

import networks
import weights

LAYOUTS = {
    "plain": {},
    "sharded": dict(max_shard_size="40KB"),
    "half": dict(variant="fp16"),
    "torch": dict(safe_serialization=False),
}


def main(out):
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    given = dict(
        x=networks.normal(60, 2, 4, 8, 12),
        context=networks.normal(61, 2, 5, 12),
        t=torch.tensor([100.0, 987.0]),
        image=networks.normal(62, 1, 3, 16, 24),
        z=networks.normal(63, 1, 4, 4, 6),
    )
    for layout, options in LAYOUTS.items():
        unet = weights.fill(networks.unet((8, 16, 24), (1, 2, 3), 2))
        vae = weights.fill(networks.vae((8, 16, 16), 2))
        if layout == "half":
            unet.half(), vae.half()
        unet.save_pretrained(out / layout / "unet", **options)
        vae.save_pretrained(out / layout / "vae", **options)
        unet.float(), vae.float()
        with torch.no_grad():
            result = dict(
                predicted=unet(given["x"], given["t"], given["context"]).sample,
                moments=vae.encode(given["image"]).latent_dist.parameters,
                decoded=vae.decode(given["z"]).sample,
            )
        save_file(given | result, out / layout / "expected.safetensors")
        print(layout, sorted(p.name for p in (out / layout / "unet").iterdir()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
