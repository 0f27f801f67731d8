"""Writes the fixtures of model/src/test/resources/networks/torch: files as torch.save makes them.

Usage: python torch_files.py OUTPUT_FOLDER
"""

import os
import sys
from collections import OrderedDict
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
from diffusers import StableDiffusionPipeline
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel

import networks
import tar_files
import weights

RANK = 2
DECODER_TARGETS = networks.VAE_TARGETS + ["post_quant_conv"]


def kinds():
    """Every element type, and tensors that don't lie in rows or share their storage."""
    rows = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    numbers = [-1.5, 0.0, 2.0]
    floats = dict(
        half=torch.float16, bfloat=torch.bfloat16, single=torch.float32, double=torch.float64
    )
    integers = dict(long=torch.int64, int=torch.int32, char=torch.int8)
    tensors = OrderedDict((name, torch.tensor(numbers, dtype=kind)) for name, kind in floats.items())
    tensors |= {name: torch.tensor([-1, 0, 2], dtype=kind) for name, kind in integers.items()}
    tensors |= dict(
        byte=torch.tensor([255, 0, 2], dtype=torch.uint8),
        bool=torch.tensor([True, False, True]),
        rows=rows,
        turned=rows.t(),
        part=rows[1:, 1:3],
        every=rows[:, ::2],
        spread=torch.ones(1).expand(2, 3),
        scalar=torch.tensor(7.0),
        none=torch.zeros(0, 4),
        parameter=torch.nn.Parameter(torch.tensor([3.0])),
    )
    layer = torch.nn.Linear(2, 1)
    torch.nn.init.ones_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    return dict(
        params_ema=tensors,
        linear=layer.state_dict(),
        size=torch.Size([2, 3]),
        dtype=torch.float16,
        tuple=(1, "two", None, True, 1 << 40),
        set={"one"},
    )


class Evil:
    def __reduce__(self):
        return os.system, ("false",)


def adapt(network, part, patterns, group_of):
    groups = networks.targets(network, patterns, group_of)
    for group, layers in groups.items():
        config = LoraConfig(r=RANK, init_lora_weights="gaussian", target_modules=layers)
        network.add_adapter(config, adapter_name=group)
    with torch.no_grad():
        for name, p in network.named_parameters():
            if "lora" in name or (part == "unet" and "conv_in" in name):
                p.copy_(weights.values(f"trained.{part}.{name}", p.shape))
    network.set_adapters(list(groups))
    return {
        f"{part}_lora_{kind}_modules": groups.get(f"default_{kind}", [])
        for kind in ("encoder", "decoder", "others")
    }


def vae_group(name):
    if "post_quant_conv" in name or "decoder" in name:
        return "default_decoder"
    return "default_encoder"


def authors(out, name, vae_targets, vae_group):
    """What save_model of NAOSD, GDPO (no VAE) or OSEDiff (the VAE's encoder alone) writes, and what
    the networks predict with it."""
    unet = weights.fill(networks.unet((8,), (2,), 1))
    vae = weights.fill(networks.vae((8,), 1))
    checkpoint = adapt(unet, "unet", networks.UNET_TARGETS, networks.unet_group)
    checkpoint["rank_unet"] = RANK
    checkpoint["state_dict_unet"] = {
        k: v for k, v in unet.state_dict().items() if "lora" in k or "conv_in" in k
    }
    if vae_targets:
        lists = adapt(vae, "vae", vae_targets, vae_group)
        checkpoint |= {key: layers for key, layers in lists.items() if layers or name == "naosd"}
        checkpoint["rank_vae"] = RANK
        checkpoint["state_dict_vae"] = {k: v for k, v in vae.state_dict().items() if "lora" in k}
    torch.save(checkpoint, out / f"{name}.pkl")
    x, context = networks.normal(50, 2, 4, 6, 6), networks.normal(51, 2, 3, 12)
    t, image, z = torch.tensor([100.0, 500.0]), networks.normal(52, 1, 3, 8, 8), networks.normal(53, 1, 4, 8, 8)
    result = dict(x=x, context=context, t=t, image=image, z=z)
    with torch.no_grad():
        result["adapted"] = unet(x, t, context).sample
        result["moments"] = vae.encode(image).latent_dist.parameters
        result["decoded"] = vae.decode(z).sample
        unet.fuse_lora()
        unet.unload_lora()
        result["merged"] = unet(x, t, context).sample
    save_file(result, out / f"{name}.safetensors")


def exchange(out):
    """The same adapters as peft, a pipeline and a network of diffusers' save them."""
    layers = None
    for kind in ("peft", "pipeline", "network"):
        unet = weights.fill(networks.unet((8,), (2,), 1))
        groups = networks.targets(unet, networks.UNET_TARGETS, networks.unet_group)
        layers = sorted(layer for found in groups.values() for layer in found)
        config = LoraConfig(r=RANK, lora_alpha=6, target_modules=layers)
        if kind == "peft":
            model = get_peft_model(unet, config)
        else:
            unet.add_adapter(config)
        with torch.no_grad():
            for name, p in unet.named_parameters():
                if "lora" in name:
                    p.copy_(weights.values("exchanged." + name, p.shape))
        if kind == "peft":
            model.save_pretrained(out / "peft")
            (out / "peft" / "README.md").unlink()
        elif kind == "network":
            unet.save_lora_adapter(out / kind)
        else:
            StableDiffusionPipeline.save_lora_weights(
                out / kind,
                unet_lora_layers=get_peft_model_state_dict(unet),
                unet_lora_adapter_metadata=unet.peft_config["default"].to_dict(),
            )
    x, context, t = networks.normal(54, 1, 4, 6, 6), networks.normal(55, 1, 3, 12), torch.tensor([7.0])
    with torch.no_grad():
        y = unet(x, t, context).sample
    save_file(dict(x=x, context=context, t=t, y=y), out / "exchange.safetensors")


def text_encoder(out):
    """The smallest text encoder, for its names and shapes."""
    config = CLIPTextConfig(
        vocab_size=8, hidden_size=4, intermediate_size=6, num_hidden_layers=2,
        num_attention_heads=2, max_position_embeddings=5,
    )  # fmt: skip
    CLIPTextModel(config).save_pretrained(out / "text_encoder")


def main(out):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    out.mkdir(exist_ok=True)
    torch.save(kinds(), out / "kinds.pth")
    torch.save({"state": torch.ones(2), "hook": Evil()}, out / "malicious.pkl")
    torch.save(kinds(), out / "legacy.pth", _use_new_zipfile_serialization=False)
    tar_files.save(kinds(), out / "tar.pth")
    torch.save(torch.nn.Linear(1, 1), out / "module.pt")
    torch.jit.script(torch.nn.Sequential(torch.nn.Linear(1, 1))).save(out / "script.pt")
    authors(out, "naosd", DECODER_TARGETS, vae_group)
    authors(out, "gdpo", None, None)
    authors(out, "osediff", networks.VAE_TARGETS, networks.vae_group)
    exchange(out)
    text_encoder(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
