package org.gdposr.model.gdpo;

import org.gdposr.model.Check;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.training.OptimizerSpec;

/**
 * Fine-tuning of the policy by group preferences (Eq. 9).
 *
 * @param objective the loss
 * @param steps optimizer steps
 * @param batch groups per step
 * @param preferenceWeight ω of Eq. 9 (5000 in the paper)
 * @param lora the policy's adapter on the UNet
 * @param optimizer AdamW
 * @param threads compute threads
 */
public record GdpoSpec(
    Objective objective,
    int steps,
    int batch,
    double preferenceWeight,
    LoraSpec lora,
    OptimizerSpec optimizer,
    int threads) {
  /** The losses that can be chosen. */
  public enum Objective {
    /** Group direct preference optimisation, Eq. 9. */
    GDPO
  }

  public GdpoSpec {
    Check.that(steps >= 1, "gdpo.steps", steps, ">= 1");
    Check.that(batch >= 1, "gdpo.batch", batch, ">= 1");
    Check.that(preferenceWeight > 0, "gdpo.preferenceWeight", preferenceWeight, "> 0");
    Check.that(threads >= 1, "gdpo.threads", threads, ">= 1");
  }
}
