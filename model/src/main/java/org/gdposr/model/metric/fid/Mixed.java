package org.gdposr.model.metric.fid;

import static org.gdposr.model.metric.fid.ConvUnit.pointwise;
import static org.gdposr.model.metric.fid.ConvUnit.same;
import static org.gdposr.model.metric.fid.ConvUnit.valid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** An inception module: branches of one input whose outputs' channels are joined in order. */
final class Mixed extends UnaryBlock {
  private final List<UnaryOperator<NDArray>> branches = new ArrayList<>();

  private Mixed() {}

  /** Mixed_5b … 5d: (N,in,35,35) → (N,224 + pool,35,35). */
  static Mixed a(int in, int pool) {
    Mixed m = new Mixed();
    m.branch(m.unit("branch1x1", pointwise(in, 64)));
    m.branch(m.unit("branch5x5_1", pointwise(in, 48)), m.unit("branch5x5_2", same(48, 64, 5, 5)));
    m.branch(
        m.unit("branch3x3dbl_1", pointwise(in, 64)),
        m.unit("branch3x3dbl_2", same(64, 96, 3, 3)),
        m.unit("branch3x3dbl_3", same(96, 96, 3, 3)));
    m.branch(FidOps::averagePool, m.unit("branch_pool", pointwise(in, pool)));
    return m;
  }

  /** Mixed_6a: (N,288,35,35) → (N,768,17,17). */
  static Mixed b() {
    Mixed m = new Mixed();
    m.branch(m.unit("branch3x3", valid(288, 384, 2)));
    m.branch(
        m.unit("branch3x3dbl_1", pointwise(288, 64)),
        m.unit("branch3x3dbl_2", same(64, 96, 3, 3)),
        m.unit("branch3x3dbl_3", valid(96, 96, 2)));
    m.branch(x -> FidOps.maxPool(x, 2, 0));
    return m;
  }

  /** Mixed_6b … 6e: (N,768,17,17) kept. */
  static Mixed c(int inner) {
    Mixed m = new Mixed();
    m.branch(m.unit("branch1x1", pointwise(768, 192)));
    m.branch(
        m.unit("branch7x7_1", pointwise(768, inner)),
        m.unit("branch7x7_2", same(inner, inner, 1, 7)),
        m.unit("branch7x7_3", same(inner, 192, 7, 1)));
    m.branch(
        m.unit("branch7x7dbl_1", pointwise(768, inner)),
        m.unit("branch7x7dbl_2", same(inner, inner, 7, 1)),
        m.unit("branch7x7dbl_3", same(inner, inner, 1, 7)),
        m.unit("branch7x7dbl_4", same(inner, inner, 7, 1)),
        m.unit("branch7x7dbl_5", same(inner, 192, 1, 7)));
    m.branch(FidOps::averagePool, m.unit("branch_pool", pointwise(768, 192)));
    return m;
  }

  /** Mixed_7a: (N,768,17,17) → (N,1280,8,8). */
  static Mixed d() {
    Mixed m = new Mixed();
    m.branch(m.unit("branch3x3_1", pointwise(768, 192)), m.unit("branch3x3_2", valid(192, 320, 2)));
    m.branch(
        m.unit("branch7x7x3_1", pointwise(768, 192)),
        m.unit("branch7x7x3_2", same(192, 192, 1, 7)),
        m.unit("branch7x7x3_3", same(192, 192, 7, 1)),
        m.unit("branch7x7x3_4", valid(192, 192, 2)));
    m.branch(x -> FidOps.maxPool(x, 2, 0));
    return m;
  }

  /**
   * Mixed_7b and 7c: (N,in,8,8) → (N,2048,8,8).
   *
   * @param pool of the last branch: the second module takes maxima, as the original weights need
   */
  static Mixed e(int in, UnaryOperator<NDArray> pool) {
    Mixed m = new Mixed();
    m.branch(m.unit("branch1x1", pointwise(in, 320)));
    m.branch(
        m.unit("branch3x3_1", pointwise(in, 384)),
        joined(
            List.of(
                m.unit("branch3x3_2a", same(384, 384, 1, 3)),
                m.unit("branch3x3_2b", same(384, 384, 3, 1)))));
    m.branch(
        m.unit("branch3x3dbl_1", pointwise(in, 448)),
        m.unit("branch3x3dbl_2", same(448, 384, 3, 3)),
        joined(
            List.of(
                m.unit("branch3x3dbl_3a", same(384, 384, 1, 3)),
                m.unit("branch3x3dbl_3b", same(384, 384, 3, 1)))));
    m.branch(pool, m.unit("branch_pool", pointwise(in, 192)));
    return m;
  }

  private UnaryOperator<NDArray> unit(String name, ConvUnit unit) {
    return part(name, unit)::forward;
  }

  @SafeVarargs
  private void branch(UnaryOperator<NDArray>... steps) {
    List<UnaryOperator<NDArray>> all = List.of(steps);
    branches.add(
        x -> {
          NDArray h = x;
          for (UnaryOperator<NDArray> step : all) {
            h = step.apply(h);
          }
          return h;
        });
  }

  private static UnaryOperator<NDArray> joined(List<UnaryOperator<NDArray>> parts) {
    return x -> {
      NDList outputs = new NDList();
      parts.forEach(part -> outputs.add(part.apply(x)));
      return FidOps.concat(outputs);
    };
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(() -> joined(branches).apply(x));
  }
}
