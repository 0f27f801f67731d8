package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.gdposr.model.DataException;

/** Gives a network's parameters the values of a weight file, one tensor at a time. */
public final class ParameterLoader {
  /** The names in files are the network's own. */
  public static final Function<String, Optional<String>> SAME_NAMES = Optional::of;

  private ParameterLoader() {}

  /**
   * Fills every parameter. Nothing is read before all names and shapes are known to fit.
   *
   * @param manager owns the values from here on
   * @param parameters by the network's names, as {@code NamedBlock.tensors()} gives them
   * @param currentName the network's name of a file's tensor; empty for one that it has no use for
   * @throws DataException listing every missing, extra and mis-shaped tensor
   */
  public static void load(
      NDManager manager,
      SortedMap<String, Parameter> parameters,
      TensorSource source,
      Function<String, Optional<String>> currentName) {
    match(parameters, source, currentName)
        .forEach(
            (name, fileName) ->
                fill(
                    manager,
                    Objects.requireNonNull(parameters.get(name)),
                    source.load(manager, fileName)));
  }

  /**
   * Whether {@link #load} would succeed; reads no values.
   *
   * @throws DataException listing every missing, extra and mis-shaped tensor
   */
  public static void check(
      SortedMap<String, Parameter> parameters,
      TensorSource source,
      Function<String, Optional<String>> currentName) {
    match(parameters, source, currentName);
  }

  /** The file's name of each parameter. */
  private static SortedMap<String, String> match(
      SortedMap<String, Parameter> parameters,
      TensorSource source,
      Function<String, Optional<String>> currentName) {
    SortedMap<String, Shape> found = source.shapes();
    TreeMap<String, String> fileNames = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (String fileName : found.keySet()) {
      currentName
          .apply(fileName)
          .ifPresent(
              name -> {
                if (!parameters.containsKey(name)) {
                  faults.add(fileName + ": extra");
                } else if (fileNames.put(name, fileName) != null) {
                  faults.add(fileName + ": a second tensor for " + name);
                }
              });
    }
    parameters.forEach(
        (name, parameter) -> {
          String fileName = fileNames.get(name);
          Shape shape = fileName == null ? null : found.get(fileName);
          if (shape == null) {
            faults.add(name + ": missing");
          } else if (!shape.equals(parameter.getShape())) {
            faults.add(fileName + ": " + shape + " (expected: " + parameter.getShape() + ")");
          }
        });
    if (fileNames.isEmpty()) {
      throw new DataException(
          source.label()
              + ": another network's weights: none of its "
              + found.size()
              + " tensors is one of the "
              + parameters.size()
              + " expected, such as "
              + parameters.firstKey());
    }
    if (!faults.isEmpty()) {
      throw new DataException(
          source.label() + ": tensors that do not fit the network: " + Faults.joined(faults, "; "));
    }
    return fileNames;
  }

  /** Gives a parameter its value, which must have its shape and belong to {@code manager}. */
  public static void fill(NDManager manager, Parameter parameter, NDArray value) {
    parameter.setInitializer((m, shape, type) -> value);
    parameter.initialize(manager, DataType.FLOAT32);
  }
}
