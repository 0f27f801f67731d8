"""Times what org.gdposr.model.diffusion.NetworkBench times, with torch eager: one thread, its CPU
time."""

import time

import portable  # noqa: F401  before torch

import torch
from peft import LoraConfig

from networks import UNET_TARGETS, targets, unet_group
from diffusers import AutoencoderKL, UNet2DConditionModel

WARM_UP, RUNS = 3, 15


def measure(name, body):
    millis = []
    for i in range(-WARM_UP, RUNS):
        start = time.thread_time()
        body()
        if i >= 0:
            millis.append((time.thread_time() - start) * 1e3)
    millis.sort()
    print(f"{name:28s} median {millis[RUNS // 2]:7.1f} ms, best {millis[0]:7.1f}", flush=True)


def main():
    torch.set_num_threads(1)
    unet = UNet2DConditionModel(
        in_channels=4, out_channels=4, block_out_channels=(32, 64), attention_head_dim=(1, 2),
        layers_per_block=2, cross_attention_dim=64, norm_num_groups=16, use_linear_projection=True,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    ).requires_grad_(False)  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(32, 64), layers_per_block=2, latent_channels=4, norm_num_groups=16,
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
    ).requires_grad_(False)  # fmt: skip
    x, context = torch.randn(2, 4, 32, 32), torch.randn(2, 8, 64)
    t, image = torch.full((2,), 100.0), torch.randn(2, 3, 64, 64)

    def predict():
        return unet(x, t, context).sample

    def restore():
        return vae.decode(vae.encode(image).latent_dist.mean).sample

    def train(output):
        output().square().mean().backward()

    with torch.no_grad():
        measure("unet forward", predict)
        measure("vae forward", restore)
    for group, layers in targets(unet, UNET_TARGETS, unet_group).items():
        config = LoraConfig(r=4, lora_alpha=8, init_lora_weights="gaussian", target_modules=layers)
        unet.add_adapter(config, adapter_name=group)
    unet.set_adapters(["default_encoder", "default_decoder", "default_others"])
    for name, p in unet.named_parameters():
        p.requires_grad_(".lora_" in name)
    measure("unet lora forward+backward", lambda: train(predict))
    unet.fuse_lora()
    unet.unload_lora()
    unet.requires_grad_(True)
    vae.requires_grad_(True)
    measure("unet forward+backward", lambda: train(predict))
    measure("vae forward+backward", lambda: train(restore))


if __name__ == "__main__":
    main()
