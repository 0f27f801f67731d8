package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.Ops;
import org.jspecify.annotations.Nullable;

/** (…,in) → (…,out). */
public final class Linear extends AdaptableBlock {
  public Linear(int in, int out, Bias withBias) {
    super(new Shape(out, in), withBias);
  }

  @Override
  NDArray plain(NDArray x, NDArray w, @Nullable NDArray b) {
    return Ops.linear(x, w, b);
  }

  @Override
  NDArray adapted(NDArray x, NDArray w, @Nullable NDArray b, Adapter low) {
    return Ops.linearLora(x, w, b, low.a(), low.b(), low.scale());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {in.slice(0, in.dimension() - 1).add(weight.getShape().get(0))};
  }
}
