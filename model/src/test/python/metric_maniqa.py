"""MANIQA's scores by pyiqa with the weights of weights.py on a tiny network, and the fixture
`maniqa` that they give.

Usage: python metric_maniqa.py OUTPUT_FOLDER
       python metric_maniqa.py --sizes OUTPUT_FOLDER   (many images, for ManiqaCheck)
       python metric_maniqa.py --full OUTPUT_FOLDER    (published width: a minute an image, 5 GB)
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import timm
import torch
from pyiqa.archs import maniqa_arch
from safetensors.torch import save_file
from timm.models.vision_transformer import VisionTransformer

import no_reference

TINY = dict(embed_dim=24, patch_size=28, dim_mlp=20, num_heads=[2, 4])
SCALES = dict(pipal=0.13, koniq=0.8)
create_model = timm.create_model


def network(tiny, dataset):
    def vision_transformer(name, pretrained):
        if not tiny:
            return create_model(name, pretrained=False)
        return VisionTransformer(
            patch_size=TINY["patch_size"], embed_dim=TINY["embed_dim"], num_heads=3, num_classes=10
        )

    maniqa_arch.timm.create_model = vision_transformer
    maniqa_arch.load_pretrained_network = lambda *arguments, **options: None
    options = TINY if tiny else {}
    metric = maniqa_arch.MANIQA(train_dataset=dataset, scale=SCALES[dataset], **options)
    return no_reference.fill(metric, "fc_score.3.bias")


def main(arguments):
    torch.set_num_threads(1)
    mode = arguments[0]
    images = no_reference.small()
    if mode == "--sizes":
        images = no_reference.sizes()
    if mode == "--full":
        images = {k: v for k, v in no_reference.sizes().items() if k in ("512x512", "97x33")}
    tensors = {}
    for dataset in SCALES:
        scores = no_reference.scored(network(mode != "--full", dataset), images)
        for name, tensor in scores.items():
            if name.endswith(".score"):
                tensors[f"{dataset}.{name}"] = tensor
            elif mode.startswith("--"):
                tensors[name] = tensor
    name = "maniqa_full" if mode == "--full" else "maniqa"
    save_file(tensors, Path(arguments[-1]) / f"{name}.safetensors")


if __name__ == "__main__":
    main(sys.argv[1:])
