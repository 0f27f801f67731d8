package org.gdposr.model.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's state. It belongs to the calling thread: gradients are off until {@link
 * #withGradients}, and each thread that computes calls {@link #start} first.
 */
public final class Torch {
  private Torch() {}

  /**
   * Readies the engine on this thread and returns the root manager of its tensors.
   *
   * @param threads threads of one operation; results change with it, so it is part of each stage's
   *     spec. The process must have been started with OMP_NUM_THREADS at this value.
   */
  public static NDManager start(int threads) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
    return manager;
  }

  /** Runs {@code body} with gradients recorded; leaves them off afterwards. */
  public static <T> T withGradients(Supplier<T> body) {
    JniUtils.setGradMode(true);
    try {
      return body.get();
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /**
   * A float32 tensor of {@code values} in the engine's own memory: what DJL creates from Java
   * arrays is less aligned, and alignment shows in the bits of one-row products.
   */
  public static NDArray tensor(NDManager manager, float[] values, Shape shape) {
    try (NDArray view = manager.create(values, shape)) {
      return view.duplicate();
    }
  }

  /** The gradient of a leaf, shared with the engine, or null before it has received one. */
  public static @Nullable NDArray gradient(NDArray leaf) {
    return JniUtils.getGradient((PtNDArray) leaf);
  }

  /** Adds the gradient of a scalar to the leaves that require it. */
  public static void backward(NDArray scalar) {
    try (NDArray one = scalar.getManager().ones(new Shape())) {
      JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
    }
  }

  /** Runs {@code body} and frees every tensor it made but its result. */
  public static NDArray scoped(Supplier<NDArray> body) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = body.get();
      NDScope.unregister(result);
    }
    NDScope.register(result);
    return result;
  }
}
