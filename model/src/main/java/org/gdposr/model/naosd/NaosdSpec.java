package org.gdposr.model.naosd;

import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.training.OptimizerSpec;

/**
 * NAOSD training (Eq. 3–5) on a base model.
 *
 * @param base a folder with {@code vae/} and {@code unet/} in diffusers' layout, or {@value
 *     #SCRATCH} to train one first
 * @param scratch the base that is trained when {@code base} is {@value #SCRATCH}
 * @param noiseTimestep t_add: noise added to the LR latent
 * @param denoiseTimestep t_diff: timestep at which the UNet predicts
 * @param steps optimizer steps
 * @param batch images per forward pass
 * @param accumulation forward passes per optimizer step
 * @param loss terms and their weights
 * @param lora adapters on UNet and VAE encoder
 * @param optimizer AdamW
 * @param threads compute threads
 */
public record NaosdSpec(
    String base,
    ScratchSpec scratch,
    int noiseTimestep,
    int denoiseTimestep,
    int steps,
    int batch,
    int accumulation,
    List<LossTerm> loss,
    LoraSpec lora,
    OptimizerSpec optimizer,
    int threads) {
  /** The value of {@code naosd.base} that asks for a base trained from scratch. */
  public static final String SCRATCH = "scratch";

  public NaosdSpec {
    loss = List.copyOf(loss);
    Check.that(!base.isBlank(), "naosd.base", base, "a folder or " + SCRATCH);
    Check.that(
        noiseTimestep >= 0 && noiseTimestep < 1000,
        "naosd.noiseTimestep",
        noiseTimestep,
        "in [0, 999]");
    Check.that(
        denoiseTimestep >= 0 && denoiseTimestep < 1000,
        "naosd.denoiseTimestep",
        denoiseTimestep,
        "in [0, 999]");
    Check.that(steps >= 1, "naosd.steps", steps, ">= 1");
    Check.that(batch >= 1, "naosd.batch", batch, ">= 1");
    Check.that(accumulation >= 1, "naosd.accumulation", accumulation, ">= 1");
    Check.that(!loss.isEmpty(), "naosd.loss", loss, "at least one term");
    Check.that(threads >= 1, "naosd.threads", threads, ">= 1");
  }

  /** Whether the base is trained first. */
  public boolean fromScratch() {
    return base.equals(SCRATCH);
  }
}
