"""One-step restoration by diffusers, as the authors' inference does it, beside
org.gdposr.model.bench.RestoreRace: both answer the same words, a line each.

Usage: restore.py FOLDER THREADS
"""

import sys
import time
from pathlib import Path

import torch
import turns
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from safetensors.torch import load_file

T_ADD, T_DIFF = 250, 100
TIMESTEPS = 100, 500, 987


class Race:
    def __init__(self, folder):
        self.vae = AutoencoderKL.from_pretrained(folder / "vae").requires_grad_(False).eval()
        self.unet = UNet2DConditionModel.from_pretrained(folder / "unet").requires_grad_(False).eval()
        inputs = load_file(folder / "inputs.safetensors")
        self.image, self.posterior, self.noise = (
            inputs[name] for name in ("image", "posterior", "noise")
        )
        self.context = load_file(folder / "context.safetensors")["context"][None]
        self.schedule = DDPMScheduler(
            beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012
        )

    def encode(self):
        posterior = self.vae.encode(self.image).latent_dist
        return (posterior.mean + posterior.std * self.posterior) * self.vae.config.scaling_factor

    def predict(self, latents, t):
        return self.unet(latents, torch.tensor([t]), encoder_hidden_states=self.context).sample

    def restore(self, latents):
        noisy = self.schedule.add_noise(latents, self.noise, torch.tensor([T_ADD]))
        alpha_bar = self.schedule.alphas_cumprod[T_DIFF]
        epsilon = self.predict(noisy, T_DIFF)
        # the closed form of one step: this diffusers' step() has no step before the first
        original = (noisy - (1 - alpha_bar) ** 0.5 * epsilon) / alpha_bar**0.5
        return self.vae.decode(original / self.vae.config.scaling_factor).sample.clamp(-1, 1)

    def turn(self):
        self.restore(self.encode()).numpy()

    def outputs(self):
        latents = self.encode()
        outputs = {f"epsilon.{t}": self.predict(latents, t) for t in TIMESTEPS}
        outputs["moments"] = self.vae.encode(self.image).latent_dist.parameters
        outputs["decoded"] = self.vae.decode(latents).sample
        outputs["restored"] = self.restore(latents)
        return outputs

    def answer(self, word, file):
        assert word == "compare"
        return {"relativeErrors": relative_errors(load_file(file), self.outputs())}


def relative_errors(ours, theirs):
    return {
        name: float((ours[name].double() - value.double()).norm() / value.double().norm())
        for name, value in theirs.items()
    }


def main(folder, threads):
    start = time.perf_counter()
    torch.set_num_threads(threads)
    race = Race(folder)
    turns.take(start, race.turn, race.answer)


if __name__ == "__main__":
    with torch.no_grad():
        main(Path(sys.argv[1]), int(sys.argv[2]))
