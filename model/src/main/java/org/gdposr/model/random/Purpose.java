package org.gdposr.model.random;

/** What random numbers are for; the code is part of every stream's key and never changes. */
public enum Purpose {
  DEAD_LEAVES(1),
  HELD_OUT(2),
  CROP(3),
  DEGRADE(4),
  INITIAL_WEIGHTS(5),
  LORA(6),
  CONTEXT(7),
  VAE_ORDER(8),
  VAE_POSTERIOR(9),
  DIFFUSION_ORDER(10),
  DIFFUSION_NOISE(11),
  NAOSD_ORDER(12),
  NAOSD_POSTERIOR(13),
  NAOSD_NOISE(14),
  ROLLOUT_ORDER(15),
  ROLLOUT_POSTERIOR(16),
  ROLLOUT_NOISE(17),
  RE_ENCODE_POSTERIOR(18),
  GDPO_NOISE(19),
  BENCHMARK_POSTERIOR(20),
  BENCHMARK_NOISE(21),
  POLICY_LORA(22),
  UPSCALE_POSTERIOR(40),
  UPSCALE_NOISE(41),
  FIXTURE(255);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
