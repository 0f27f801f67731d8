"""Loads a network folder written by the Java side into diffusers, strictly.

Usage: python exported.py FOLDER
"""

import json
import sys
from pathlib import Path

import diffusers
import torch


def main(folder):
    name = json.loads((folder / "config.json").read_text())["_class_name"]
    network, info = getattr(diffusers, name).from_pretrained(
        folder, output_loading_info=True, low_cpu_mem_usage=False
    )
    faults = {key: value for key, value in info.items() if value}
    count = sum(p.numel() for p in network.parameters())
    total = sum(p.double().sum().item() for p in network.parameters())
    print(f"{name}: {count} parameters, sum {total:.9f}, faults {faults or 'none'}")
    return 1 if faults else 0


if __name__ == "__main__":
    with torch.no_grad():
        sys.exit(main(Path(sys.argv[1])))
