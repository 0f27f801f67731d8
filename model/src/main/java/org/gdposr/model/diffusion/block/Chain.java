package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Blocks one after the other; each result is freed when the next is there. */
public final class Chain extends UnaryBlock {
  private final List<UnaryBlock> steps = new ArrayList<>();

  /** Appends a block and returns this chain. */
  public Chain then(String name, UnaryBlock block) {
    steps.add(part(name, block));
    return this;
  }

  @Override
  public NDArray forward(NDArray x) {
    NDArray h = steps.get(0).forward(x);
    for (UnaryBlock step : steps.subList(1, steps.size())) {
      try (NDArray before = h) {
        h = step.forward(before);
      }
    }
    return h;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape[] shapes = inputShapes;
    for (UnaryBlock step : steps) {
      shapes = step.getOutputShapes(shapes);
    }
    return shapes;
  }
}
