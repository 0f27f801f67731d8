package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.torch.Ops;
import org.jspecify.annotations.Nullable;

/** A linear layer or convolution: weight, perhaps bias, perhaps a low-rank adapter. */
public abstract class AdaptableBlock extends UnaryBlock {
  protected final Parameter weight;
  protected final @Nullable Parameter bias;
  private @Nullable Adapter adapter;

  AdaptableBlock(Shape weightShape, Bias withBias) {
    weight = tensor("weight", Parameter.Type.WEIGHT, weightShape);
    bias =
        withBias == Bias.YES
            ? tensor("bias", Parameter.Type.BIAS, new Shape(weightShape.get(0)))
            : null;
  }

  /** Whether a layer adds a bias. */
  public enum Bias {
    YES,
    NO
  }

  /** (r,in) or (r,in,k,k). */
  public final Shape adapterInShape(int rank) {
    long[] sides = weight.getShape().getShape().clone();
    sides[0] = rank;
    return new Shape(sides);
  }

  /** (out,r) or (out,r,1,1). */
  public final Shape adapterOutShape(int rank) {
    long out = weight.getShape().get(0);
    return weight.getShape().dimension() == 2 ? new Shape(out, rank) : new Shape(out, rank, 1, 1);
  }

  /**
   * Adds an adapter to every later forward.
   *
   * @throws IllegalStateException if there is one already
   */
  public final void adapt(Adapter newAdapter) {
    if (adapter != null) {
      throw new IllegalStateException("adapter: present (expected: one at a time; merge it first)");
    }
    adapter = newAdapter;
  }

  /** Whether {@code candidate} is this layer's adapter. */
  public final boolean carries(Adapter candidate) {
    return candidate.equals(adapter);
  }

  /**
   * Adds the adapter to the weight and drops it.
   *
   * @throws IllegalStateException if there is none
   */
  public final void mergeAdapter() {
    Adapter merged = adapter;
    if (merged == null) {
      throw new IllegalStateException("adapter: none (expected: one to merge)");
    }
    Ops.mergeLora(weight.getArray(), merged.a(), merged.b(), merged.scale());
    adapter = null;
  }

  @Override
  public final NDArray forward(NDArray x) {
    NDArray biasArray = bias == null ? null : bias.getArray();
    return adapter == null
        ? plain(x, weight.getArray(), biasArray)
        : adapted(x, weight.getArray(), biasArray, adapter);
  }

  abstract NDArray plain(NDArray x, NDArray w, @Nullable NDArray b);

  abstract NDArray adapted(NDArray x, NDArray w, @Nullable NDArray b, Adapter low);
}
