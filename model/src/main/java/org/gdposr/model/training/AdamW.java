package org.gdposr.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;
import org.gdposr.model.torch.ScriptLibrary;
import org.gdposr.model.torch.Torch;

/**
 * torch.optim.AdamW after torch.nn.utils.clip_grad_norm_, bit for bit, over leaves that require
 * gradients. What it will do next is a function of the parameters, {@link #state} and {@link
 * #steps}.
 */
public final class AdamW {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(AdamW.class, "adamw_ops.py");

  private final NDManager manager;
  private final NDList parameters;
  private final NDList first = new NDList();
  private final NDList second = new NDList();
  private final OptimizerSpec spec;
  private long steps;

  /**
   * @param manager owns the moments, two tensors for each parameter
   * @param parameters in an order that names the moments in {@link #state}
   */
  public AdamW(NDManager manager, List<NDArray> parameters, OptimizerSpec spec) {
    Check.that(!parameters.isEmpty(), "parameters", "none", "at least one");
    this.manager = manager;
    this.parameters = new NDList(parameters);
    this.spec = spec;
    for (NDArray parameter : parameters) {
      Check.that(
          parameter.hasGradient(), "parameter", parameter.getName(), "one that requires gradients");
      first.add(manager.zeros(parameter.getShape()));
      second.add(manager.zeros(parameter.getShape()));
    }
  }

  /**
   * Clips the gradients, moves the parameters and sets the gradients to zero, all in place.
   *
   * @param rateFactor this step's learning rate over the spec's
   * @return the gradients' global norm before clipping
   * @throws IllegalStateException if a parameter has not received a gradient yet
   */
  public double step(double rateFactor) {
    NDList gradients = new NDList();
    try {
      for (int i = 0; i < parameters.size(); i++) {
        gradients.add(gradient(i));
      }
      try (NDArray norm =
          LIBRARY.call(
              manager,
              "adamw",
              parameters,
              gradients,
              first,
              second,
              steps + 1,
              spec.learningRate() * rateFactor,
              spec.beta1(),
              spec.beta2(),
              spec.weightDecay(),
              spec.epsilon(),
              spec.clipNorm())) {
        steps++;
        return norm.getFloat();
      }
    } finally {
      gradients.close();
    }
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /** The moments themselves, not copies: first.00000 …, second.00000 …, in parameter order. */
  public SortedMap<String, NDArray> state() {
    SortedMap<String, NDArray> state = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      state.put(name("first", i), first.get(i));
      state.put(name("second", i), second.get(i));
    }
    return state;
  }

  /**
   * Takes over a checkpoint's values.
   *
   * @param state all tensors that {@link #state} names; others are ignored
   * @param steps steps taken until then
   */
  public void restore(Map<String, NDArray> state, long steps) {
    Check.that(steps >= 0, "steps", steps, ">= 0");
    SortedMap<String, NDArray> own = state();
    own.forEach(
        (name, moment) -> {
          NDArray value = state.get(name);
          if (value == null || !value.getShape().equals(moment.getShape())) {
            throw new IllegalArgumentException(
                name
                    + ": "
                    + (value == null ? "missing" : value.getShape())
                    + " (expected: "
                    + moment.getShape()
                    + ")");
          }
        });
    own.forEach((name, moment) -> Objects.requireNonNull(state.get(name)).copyTo(moment));
    this.steps = steps;
  }

  private NDArray gradient(int index) {
    NDArray parameter = parameters.get(index);
    NDArray gradient = Torch.gradient(parameter);
    if (gradient == null) {
      throw new IllegalStateException(
          "gradient of parameter " + index + ": none (expected: a backward that reaches it first)");
    }
    return gradient;
  }

  private static String name(String moment, int index) {
    return String.format(Locale.ROOT, "%s.%05d", moment, index);
  }
}
