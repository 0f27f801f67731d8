package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.gdposr.model.diffusion.AutoencoderKl;

/** The VAE's scaling factor as a tensor, so that a checkpoint carries it. */
final class LatentScale {
  private final AutoencoderKl vae;
  private final NDArray tensor;

  LatentScale(NDManager manager, AutoencoderKl vae) {
    this.vae = vae;
    this.tensor = manager.create(new double[] {vae.scalingFactor()});
  }

  NDArray tensor() {
    return tensor;
  }

  /** Hands a restored value to the VAE. */
  void apply() {
    vae.setScalingFactor(tensor.toDoubleArray()[0]);
  }
}
