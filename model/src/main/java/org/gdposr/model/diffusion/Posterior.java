package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.Ops;

/**
 * The autoencoder's Gaussian over latents, given by its moments: means, then log variances, along
 * the channels. Legend: N batch, L latent channels, h × w latent pixels.
 */
public final class Posterior {
  private Posterior() {}

  /** A draw: moments (N,2L,h,w), standard normal noise (N,L,h,w) → (N,L,h,w). */
  public static NDArray sample(NDArray moments, NDArray noise) {
    return Ops.posteriorSample(moments, noise);
  }

  /** The most likely latent: (N,2L,h,w) → (N,L,h,w). */
  public static NDArray mean(NDArray moments) {
    return Ops.posteriorMean(moments);
  }

  /** KL divergence from the standard normal, averaged over all latent elements, a scalar. */
  public static NDArray kl(NDArray moments) {
    return Ops.posteriorKl(moments);
  }
}
