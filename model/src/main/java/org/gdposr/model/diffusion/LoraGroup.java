package org.gdposr.model.diffusion;

import java.util.Locale;

/** The three sets of adapters; in files the name is part of each tensor's. */
public enum LoraGroup {
  /** conv_in and the way down; all of the autoencoder's. */
  ENCODER,
  /** The way up. */
  DECODER,
  /** The middle and conv_out. */
  OTHERS;

  /** default_encoder, default_decoder or default_others. */
  String adapterName() {
    return "default_" + name().toLowerCase(Locale.ROOT);
  }
}
