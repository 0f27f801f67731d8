"""MANIQA's scores by pyiqa with the weights of weights.py on a tiny network, and the fixture
`maniqa` that they give.

Usage: python metric_maniqa.py OUTPUT_FOLDER
"""

import sys
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
from pyiqa.archs import maniqa_arch
from safetensors.torch import save_file
from timm.models.vision_transformer import VisionTransformer

import no_reference

TINY = dict(embed_dim=24, patch_size=28, dim_mlp=20, num_heads=[2, 4])
SCALES = dict(pipal=0.13, koniq=0.8)


def network(dataset):
    def vision_transformer(name, pretrained):
        return VisionTransformer(
            patch_size=TINY["patch_size"], embed_dim=TINY["embed_dim"], num_heads=3, num_classes=10
        )

    maniqa_arch.timm.create_model = vision_transformer
    maniqa_arch.load_pretrained_network = lambda *arguments, **options: None
    metric = maniqa_arch.MANIQA(train_dataset=dataset, scale=SCALES[dataset], **TINY)
    return no_reference.fill(metric, "fc_score.3.bias")


def main(folder):
    torch.set_num_threads(1)
    tensors = {}
    for dataset in SCALES:
        scores = no_reference.scored(network(dataset), no_reference.small())
        tensors |= {f"{dataset}.{k}": v for k, v in scores.items() if k.endswith(".score")}
    save_file(tensors, Path(folder) / "maniqa.safetensors")


if __name__ == "__main__":
    main(sys.argv[1])
