"""The official weight files of all metrics by names and shapes: one value per file, spread over each
tensor's shape, so that a hundred million values take no room.

Usage: python official_layouts.py OUTPUT_FOLDER
"""

import io
import sys
import zipfile
from pathlib import Path

import portable  # noqa: F401  before torch

import torch
import torchvision
from pyiqa.archs import afineclip_model, clip_model, inception

import metric_clip
import metric_maniqa
import metric_musiq

LPIPS = dict(alex=(64, 192, 384, 256, 256), vgg=(64, 128, 256, 512, 512))
SIZES = dict(input_resolution=224, context_length=77, vocab_size=49408)


def lpips(channels):
    return {f"lin{i}.model.1.weight": torch.zeros(1, c, 1, 1) for i, c in enumerate(channels)}


def layouts():
    inception.load_pretrained_network = lambda *arguments, **options: None
    rn50 = clip_model.CLIP(*metric_clip.RN50).state_dict()
    afine = metric_clip.afine_parts(afineclip_model.AFINECLIP(*metric_clip.VIT_B32), lambda head: head)
    maniqa = metric_maniqa.network(False, "pipal").state_dict()
    return {
        "LPIPS_v0.1_alex-df73285e.pth": lpips(LPIPS["alex"]),
        "alexnet-owt-7be5be79.pth": torchvision.models.alexnet().state_dict(),
        "LPIPS_v0.1_vgg-a78928a0.pth": lpips(LPIPS["vgg"]),
        "vgg16-397923af.pth": torchvision.models.vgg16().state_dict(),
        "pt_inception-2015-12-05-6726825d.pth": inception.fid_inception_v3().state_dict(),
        "DISTS_weights-f5e65c96.pth": dict(alpha=torch.zeros(1, 1475, 1, 1), beta=torch.zeros(1, 1475, 1, 1)),
        "MANIQA_PIPAL-ae6d356b.pth": maniqa,
        "ckpt_koniq10k.pt": maniqa,
        "musiq_koniq_ckpt-e95806b9.pth": {"params": metric_musiq.network().state_dict()},
        "RN50.pt": rn50 | {name: torch.tensor(size) for name, size in SIZES.items()},
        "afine.pth": afine,
    }


def spread(tree, value):
    if isinstance(tree, torch.Tensor):
        return value.expand(tree.shape)
    return {name: spread(part, value) for name, part in tree.items()}


def main(folder):
    with zipfile.ZipFile(folder / "official.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, tree in layouts().items():
            file = io.BytesIO()
            torch.save(spread(tree, torch.tensor(1.0)), file)
            archive.writestr(zipfile.ZipInfo(name), file.getvalue(), zipfile.ZIP_DEFLATED)
            print(name, len(file.getvalue()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
