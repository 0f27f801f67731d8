package org.gdposr.model.inventory;

import java.util.List;

/** What weights are for, and what that takes. */
public enum WeightUse {
  /** {@code naosd.base}. */
  TRAINING(List.of(WeightInventory.VAE, WeightInventory.UNET)),
  /** Restoring images. */
  UPSCALING(List.of(WeightInventory.VAE, WeightInventory.UNET)),
  /** Prompts that name what is seen. */
  TAGGING(
      List.of(
          WeightInventory.TEXT_ENCODER,
          WeightInventory.TOKENIZER,
          WeightInventory.RAM,
          WeightInventory.TAGS,
          WeightInventory.THRESHOLDS));

  private final List<String> parts;

  WeightUse(List<String> parts) {
    this.parts = parts;
  }

  /** Names of the parts that it takes in any case. */
  List<String> parts() {
    return parts;
  }

  /** Whether a folder is incomplete without it. */
  public boolean required() {
    return this != TAGGING;
  }
}
