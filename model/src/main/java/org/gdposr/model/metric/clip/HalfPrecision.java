package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.gdposr.model.weights.TensorSource;

/**
 * CLIP's tensors as its official code sees them: weights of convolutions, linear layers and
 * projections are rounded to half precision, in which the official files hold them; norms and
 * embeddings are not.
 */
record HalfPrecision(TensorSource source) implements TensorSource {
  private static final Pattern FULL =
      Pattern.compile(
          "(.*\\.)?(bn\\d|downsample\\.1|ln_[a-z0-9]+|token_embedding|positional_embedding"
              + "|class_embedding|logit_scale)(\\..*)?");

  @Override
  public String label() {
    return source.label();
  }

  @Override
  public SortedMap<String, Shape> shapes() {
    return source.shapes();
  }

  @Override
  public SortedMap<String, String> types() {
    return source.types();
  }

  @Override
  public NDArray load(NDManager manager, String name) {
    NDArray value = source.load(manager, name);
    if (FULL.matcher(name).matches()) {
      return value;
    }
    try (value) {
      return ClipOps.throughHalf(value);
    }
  }
}
