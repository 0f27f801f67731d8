"""Writes the fixtures of model/src/test/resources/networks: what PyTorch, diffusers and peft make
of networks whose weights the Java side generates from the same keys.

Usage: python networks.py OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import numpy as np
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from peft import LoraConfig
from safetensors.torch import save_file

from philox import RandomStream

SEED = 20261123
RANK, ALPHA = 2, 4
UNET_MEMBER, VAE_MEMBER = 0, 1

UNET_TARGETS = "to_k to_q to_v to_out.0 conv conv1 conv2 conv_in conv_shortcut conv_out".split()
UNET_TARGETS += "proj_out proj_in ff.net.2 ff.net.0.proj".split()
VAE_TARGETS = "conv1 conv2 conv_in conv_shortcut conv conv_out to_k to_q to_v to_out.0".split()
VAE_TARGETS += ["quant_conv"]


def unet(channels, heads, layers):
    levels = len(channels)
    return UNet2DConditionModel(
        in_channels=4,
        out_channels=4,
        block_out_channels=channels,
        attention_head_dim=heads,
        layers_per_block=layers,
        cross_attention_dim=12,
        norm_num_groups=4,
        use_linear_projection=True,
        down_block_types=("CrossAttnDownBlock2D",) * (levels - 1) + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * (levels - 1),
    ).eval()


def vae(channels, layers):
    levels = len(channels)
    return AutoencoderKL(
        block_out_channels=channels,
        layers_per_block=layers,
        latent_channels=4,
        norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
    ).eval()


def fill(network, member):
    """PyTorch's default initial values from the generator keyed by the tensor's place by name."""
    state = network.state_dict()
    for index, name in enumerate(sorted(state)):
        tensor = state[name]
        bias = name.endswith(".bias")
        weight = state[name.removesuffix(".bias") + ".weight"] if bias else tensor
        if weight.dim() == 1:
            tensor.fill_(0 if bias else 1)
            continue
        bound = 1 / np.sqrt(weight.numel() / weight.shape[0])
        stream = RandomStream(SEED, "INITIAL_WEIGHTS", index, member)
        put(tensor, stream.uniforms(-bound, bound, tensor.numel()))
    network.requires_grad_(False)
    return network


def put(tensor, doubles):
    with torch.no_grad():
        tensor.copy_(torch.from_numpy(doubles.astype(np.float32)).reshape(tensor.shape))


def normal(item, *shape):
    values = RandomStream(SEED, "FIXTURE", item).gaussians(int(np.prod(shape)))
    return torch.from_numpy(values.astype(np.float32)).reshape(shape)


def targets(network, patterns, group_of):
    """Layers by group, as the authors' code finds them: patterns as parts of tensor names."""
    groups = {}
    for name, _ in network.named_parameters():
        if "bias" in name or "norm" in name or not any(p in name for p in patterns):
            continue
        group = group_of(name)
        if group:
            groups.setdefault(group, []).append(name.removesuffix(".weight"))
    return groups


def unet_group(name):
    if "down_blocks" in name or "conv_in" in name:
        return "default_encoder"
    return "default_decoder" if "up_blocks" in name else "default_others"


def vae_group(name):
    inside = "encoder" in name or ("quant_conv" in name and "post_quant_conv" not in name)
    return "default_encoder" if inside else None


def adapt(network, groups, member):
    """peft's adapters, A and B from the generator keyed by the layer's place by name."""
    for group, layers in groups.items():
        config = LoraConfig(
            r=RANK, lora_alpha=ALPHA, init_lora_weights="gaussian", target_modules=layers
        )
        network.add_adapter(config, adapter_name=group)
    network.set_adapters(list(groups))
    layers = sorted(layer for found in groups.values() for layer in found)
    parameters = {n: p for n, p in network.named_parameters() if ".lora_" in n}
    assert len(parameters) == 2 * len(layers)
    for index, layer in enumerate(layers):
        for name in [n for n in parameters if n.startswith(layer + ".lora_")]:
            p = parameters[name]
            p.requires_grad_(True)
            if ".lora_A." in name:
                stream = RandomStream(SEED, "LORA", index, member)
                put(p, stream.gaussians(p.numel()) / RANK)
            else:
                stream = RandomStream(SEED, "FIXTURE", 1000 + index, member)
                put(p, stream.uniforms(-0.25, 0.25, p.numel()))
    return parameters


def unet_fixture():
    network = fill(unet((8, 16, 24), (1, 2, 3), 2), UNET_MEMBER)
    # the second has odd sides on the way down
    cases = {"even": (2, 8, 12, [100.0, 987.0]), "odd": (1, 7, 10, [500.0])}
    tensors = {}
    for item, (case, (n, h, w, t)) in enumerate(cases.items()):
        x, context = normal(2 * item, n, 4, h, w), normal(2 * item + 1, n, 5, 12)
        t = torch.tensor(t)
        with torch.no_grad():
            y = network(x, t, context).sample
        tensors |= {f"{case}.x": x, f"{case}.t": t, f"{case}.context": context, f"{case}.y": y}
    tensors["gradient_norms"] = gradient_norms(network, lambda: network(x, t, context).sample)
    return tensors


def gradient_norms(network, output):
    """Of every parameter, in the order of their names, for the mean square of the output."""
    network.requires_grad_(True)
    output().square().mean().backward()
    parameters = dict(network.named_parameters())
    norms = torch.stack([parameters[name].grad.norm() for name in sorted(parameters)])
    network.zero_grad()
    network.requires_grad_(False)
    return norms


def unet_lora_fixture():
    network = fill(unet((8, 16), (1, 2), 1), UNET_MEMBER)
    parameters = adapt(network, targets(network, UNET_TARGETS, unet_group), UNET_MEMBER)
    x, context, t = normal(10, 2, 4, 6, 6), normal(11, 2, 3, 12), torch.tensor([100.0, 500.0])
    y = network(x, t, context).sample
    y.square().mean().backward()
    tensors = {"x": x, "t": t, "context": context, "y": y.detach()}
    tensors |= {"gradient." + name: p.grad for name, p in parameters.items()}
    network.fuse_lora()
    network.unload_lora()
    with torch.no_grad():
        tensors["merged"] = network(x, t, context).sample
    return tensors


def vae_fixture():
    network = fill(vae((8, 16, 16), 2), VAE_MEMBER)
    image, z, noise = normal(20, 2, 3, 16, 24).clamp(-1, 1), normal(21, 2, 4, 4, 6), normal(22, 2, 4, 4, 6)
    with torch.no_grad():
        posterior = network.encode(image).latent_dist
        decoded = network.decode(z).sample
    norms = gradient_norms(
        network, lambda: network.decode(network.encode(image).latent_dist.mean).sample
    )
    moments = posterior.parameters
    sample = posterior.mean + posterior.std * noise
    # log variances beyond the clamp on both sides
    wide = torch.cat([normal(23, 2, 4, 4, 6), 20 * normal(24, 2, 4, 4, 6)], 1)
    kl = DiagonalGaussianDistribution(wide).kl().sum() / z.numel()
    parameters = adapt(network, targets(network, VAE_TARGETS, vae_group), VAE_MEMBER)
    adapted = network.encode(image).latent_dist.parameters
    adapted.square().mean().backward()
    gradients = {"gradient." + name: p.grad for name, p in parameters.items()}
    return gradients | dict(
        image=image, z=z, noise=noise, moments=moments, sample=sample, decoded=decoded,
        adapted=adapted.detach(), wide=wide, kl=kl.reshape(1), gradient_norms=norms,
    )  # fmt: skip


def restore_fixture():
    """One step from LR image to restored image: the paper's, and OSEDiff's without noise."""
    encoder_decoder = fill(vae((8, 16, 16), 2), VAE_MEMBER)
    predictor = fill(unet((8, 16), (1, 2), 1), UNET_MEMBER)
    scale = encoder_decoder.config.scaling_factor
    image, context = normal(50, 1, 3, 24, 16).clamp(-1, 1), normal(51, 5, 12)
    draw, noise = normal(52, 1, 4, 6, 4), normal(53, 1, 4, 6, 4)
    schedule = DDPMScheduler(
        num_train_timesteps=1000, beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012
    )

    def step(latents, t):
        alpha_bar = schedule.alphas_cumprod[t]
        epsilon = predictor(latents, torch.tensor([t]), context[None]).sample
        original = (latents - (1 - alpha_bar) ** 0.5 * epsilon) / alpha_bar**0.5
        return encoder_decoder.decode(original / scale).sample.clamp(-1, 1)

    with torch.no_grad():
        posterior = encoder_decoder.encode(image).latent_dist
        latents = (posterior.mean + posterior.std * draw) * scale
        restored = step(schedule.add_noise(latents, noise, torch.tensor([250])), 100)
        osediff = step(latents, 999)
    return dict(
        image=image, context=context, draw=draw, noise=noise, restored=restored, osediff=osediff
    )


def schedule_fixture():
    schedule = DDPMScheduler(
        num_train_timesteps=1000, beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012
    )
    x, noise, t = normal(30, 3, 4, 3, 5), normal(31, 3, 4, 3, 5), torch.tensor([250, 0, 999])
    alpha_bar = schedule.alphas_cumprod[100]
    original = (x - (1 - alpha_bar) ** 0.5 * noise) / alpha_bar**0.5
    return dict(
        alpha_bars=schedule.alphas_cumprod, x=x, noise=noise, original=original,
        noised=schedule.add_noise(x, noise, t),
    )  # fmt: skip


def adamw_fixture():
    """Five steps of two parameters; the gradients' norm is above and below the clip.

    Sizes fill the vectors of any instruction set: MKL's square roots of what is left over differ in
    the last bit between processors."""
    parameters = [normal(40, 4, 32).requires_grad_(), normal(41, 256).requires_grad_()]
    optimizer = torch.optim.AdamW(
        parameters, lr=1e-2, betas=(0.9, 0.999), weight_decay=1e-2, eps=1e-8
    )
    tensors = {}
    for step in range(5):
        for i, p in enumerate(parameters):
            p.grad = normal(42 + 2 * step + i, *p.shape) * (0.5 if step % 2 else 0.05)
            tensors[f"gradient.{step}.{i}"] = p.grad.clone()
        norm = torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        tensors[f"norm.{step}"] = norm.reshape(1)
        for i, p in enumerate(parameters):
            tensors[f"parameter.{step}.{i}"] = p.detach().clone()
    return tensors


def random_fixture():
    stream = RandomStream(-SEED, "FIXTURE", (1 << 32) + 5, 3)
    uniforms = torch.from_numpy(stream.doubles(7))
    return dict(
        uniforms=uniforms,
        ints=torch.from_numpy(stream.ints(9).astype(np.int64)),
        gaussians=torch.from_numpy(RandomStream(SEED, "FIXTURE", 1).gaussians(9)),
    )


def folders(out):
    """Networks as diffusers itself saves them."""
    fill(unet((4, 8), (1, 2), 1), UNET_MEMBER).save_pretrained(out / "unet")
    fill(vae((4,), 1), VAE_MEMBER).save_pretrained(out / "vae")


def main(out):
    torch.set_num_threads(1)
    fixtures = dict(
        unet=unet_fixture(), unet_lora=unet_lora_fixture(), vae=vae_fixture(),
        restore=restore_fixture(), schedule=schedule_fixture(), adamw=adamw_fixture(), random=random_fixture(),
    )  # fmt: skip
    for name, tensors in fixtures.items():
        save_file({k: v.contiguous() for k, v in tensors.items()}, out / f"{name}.safetensors")
    folders(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
