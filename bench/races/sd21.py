"""Stable Diffusion 2.1-base's VAE and UNet with random values, in diffusers' layout, and inputs.

Usage: sd21.py FOLDER [small]   (small: a fifth of the widths and a quarter of the image's side)
"""

import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file


def main(folder, small):
    # group norms have 32 groups
    divisor, vae_divisor, side = (5, 4, 128) if small else (1, 1, 512)
    torch.manual_seed(20261123)
    unet = UNet2DConditionModel(
        sample_size=side // 8, in_channels=4, out_channels=4, layers_per_block=2,
        block_out_channels=[c // divisor for c in (320, 640, 1280, 1280)],
        attention_head_dim=[h // divisor for h in (5, 10, 20, 20)],
        cross_attention_dim=1024 // divisor, use_linear_projection=True,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
    )  # fmt: skip
    unet.save_pretrained(folder / "unet")
    del unet
    vae = AutoencoderKL(
        layers_per_block=2, latent_channels=4, scaling_factor=0.18215,
        block_out_channels=[c // vae_divisor for c in (128, 256, 512, 512)],
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
    )  # fmt: skip
    vae.save_pretrained(folder / "vae")
    inputs = {
        "image": torch.rand(1, 3, side, side) * 2 - 1,
        "posterior": torch.randn(1, 4, side // 8, side // 8),
        "noise": torch.randn(1, 4, side // 8, side // 8),
    }
    save_file(inputs, folder / "inputs.safetensors")
    # last: whoever finds it finds all
    save_file({"context": torch.randn(77, 1024 // divisor)}, folder / "context.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] == ["small"])
