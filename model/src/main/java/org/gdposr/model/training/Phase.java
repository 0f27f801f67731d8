package org.gdposr.model.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.SortedMap;

/** One phase of a training: parameters, an optimizer and a loss per step. */
public interface Phase {
  /** One word for people and for the history: {@code vae}, {@code unet}, {@code naosd}. */
  String name();

  /** Optimizer steps. */
  int steps();

  OptimizerSpec optimizer();

  /**
   * A step's learning rate over the optimizer's.
   *
   * @param step counted from 0 within the phase
   */
  double rateFactor(int step);

  /** The trained parameters by name; they require gradients. */
  SortedMap<String, NDArray> parameters();

  /** Tensors beside the trained ones that earlier phases made and a checkpoint must hold. */
  SortedMap<String, NDArray> frozen();

  /**
   * Adds one step's gradients to the parameters.
   *
   * @param step counted from 0 within the phase; the step's random numbers depend on it alone
   * @return values to record, {@code loss} among them
   */
  Map<String, Double> accumulate(int step);

  /** Called once after the last step: merges adapters, measures scales. */
  void finish();
}
