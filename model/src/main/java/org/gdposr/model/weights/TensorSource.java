package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;

/** Named tensors in weight files of whatever layout; values are read when they are asked for. */
public interface TensorSource {
  /** What messages call it: the file or folder. */
  String label();

  /** Every tensor's shape by its name in the file, in order. */
  SortedMap<String, Shape> shapes();

  /**
   * Every tensor's element type by its name in the file, in the words of safetensors (F32, F16 …).
   */
  default SortedMap<String, String> types() {
    TreeMap<String, String> types = new TreeMap<>();
    shapes().keySet().forEach(name -> types.put(name, DataKind.F32.name()));
    return types;
  }

  /**
   * A tensor as float32, attached to {@code manager}; half precision is widened exactly.
   *
   * @param name one of {@link #shapes}
   * @throws DataException naming the file when the tensor cannot be read
   */
  NDArray load(NDManager manager, String name);
}
