package org.gdposr.model.naosd;

import org.gdposr.model.Check;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.training.OptimizerSpec;

/**
 * A small base of one's own: first the VAE as an autoencoder, then the UNet as an ε-predicting
 * diffusion model, because GDPO leans on that prior. Both rates fall linearly to zero.
 *
 * @param vae widths of the AutoencoderKL
 * @param unet widths of the UNet
 * @param contextTokens tokens of the fixed context that stands for the empty prompt
 * @param vaeSteps optimizer steps of the autoencoder
 * @param vaeBatch crops per step
 * @param vaeCrop side of those crops, pixels
 * @param chromaWeight weight of the channels' differences from their mean, which are small in
 *     photographs and would be learnt last
 * @param klWeight weight of the KL term beside the mean squared error
 * @param unetSteps optimizer steps of the diffusion model
 * @param unetBatch latents per step
 * @param unetCrop side of the HR crops behind those latents, pixels
 * @param vaeOptimizer AdamW of the autoencoder
 * @param unetOptimizer AdamW of the diffusion model
 */
public record ScratchSpec(
    AutoencoderConfig vae,
    UNetConfig unet,
    int contextTokens,
    int vaeSteps,
    int vaeBatch,
    int vaeCrop,
    double chromaWeight,
    double klWeight,
    int unetSteps,
    int unetBatch,
    int unetCrop,
    OptimizerSpec vaeOptimizer,
    OptimizerSpec unetOptimizer) {
  public ScratchSpec {
    Check.that(
        vae.latentChannels() == unet.latentChannels(),
        "naosd.scratch.unet.latentChannels",
        unet.latentChannels(),
        "naosd.scratch.vae.latentChannels = " + vae.latentChannels());
    Check.that(contextTokens >= 1, "naosd.scratch.contextTokens", contextTokens, ">= 1");
    Check.that(vaeSteps >= 1, "naosd.scratch.vaeSteps", vaeSteps, ">= 1");
    Check.that(vaeBatch >= 1, "naosd.scratch.vaeBatch", vaeBatch, ">= 1");
    Check.that(vaeCrop >= 8, "naosd.scratch.vaeCrop", vaeCrop, ">= 8");
    Check.that(chromaWeight >= 0, "naosd.scratch.chromaWeight", chromaWeight, ">= 0");
    Check.that(klWeight >= 0, "naosd.scratch.klWeight", klWeight, ">= 0");
    Check.that(unetSteps >= 1, "naosd.scratch.unetSteps", unetSteps, ">= 1");
    Check.that(unetBatch >= 1, "naosd.scratch.unetBatch", unetBatch, ">= 1");
    Check.that(unetCrop >= 8, "naosd.scratch.unetCrop", unetCrop, ">= 8");
  }
}
