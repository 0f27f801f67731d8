package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;

/** A head's output on a learned logistic curve from −2 to 2: (1,1) kept. */
final class LogisticScale extends UnaryBlock {
  private static final double LOW = -2;
  private static final double HIGH = 2;

  private final Parameter middle = tensor("yita3", Parameter.Type.OTHER, new Shape());
  private final Parameter slope = tensor("yita4", Parameter.Type.OTHER, new Shape());
  private final Range middles;
  private final Range slopes;

  private record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    NDArray held(Parameter value) {
      return Ops.clamp(value.getArray(), low, high);
    }
  }

  private LogisticScale(Range middles, Range slopes) {
    this.middles = middles;
    this.slopes = slopes;
  }

  static LogisticScale ofNaturalness() {
    return new LogisticScale(Range.ALL, Range.ALL);
  }

  /** Its parameters are held within limits. */
  static LogisticScale ofFidelity() {
    return new LogisticScale(new Range(0.05, 0.95), new Range(0.01, 0.70));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray heldMiddle = middles.held(middle);
        NDArray heldSlope = slopes.held(slope)) {
      return AFineOps.logistic(x, heldMiddle, heldSlope, LOW, HIGH);
    }
  }
}
