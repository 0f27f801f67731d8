package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.torch.Ops;

/**
 * Statistics that a network's group norms share over all tiles of an image, which each tile's own
 * would give a shade of its own.
 *
 * <p>At first every norm adds its input's moments and normalises by all that it has seen so far, so
 * that the norms after it see what they would in the image as a whole; once {@link #settle}d,
 * inputs are normalised by what was gathered, and the same place gives the same values in any tile.
 */
public final class NormPool {
  private static final double MARGIN = 0.125; // beside a part's edge, features know its padding

  private final Map<GroupNorm, Moments> gathered = new HashMap<>();
  private boolean settled;

  /** Nothing is gathered from here on. */
  public void settle() {
    settled = true;
  }

  /**
   * Means, then variances, to normalise the groups of an input by.
   *
   * @param x (N, C, H, W)
   */
  double[] moments(GroupNorm norm, NDArray x, int groups) {
    if (!settled) {
      gathered.computeIfAbsent(norm, n -> new Moments(groups)).add(x);
    }
    return Objects.requireNonNull(gathered.get(norm), "no moments gathered").values();
  }

  /** Mean and mean square deviation of each group, over inputs of any size. */
  private static final class Moments {
    private final double[] means;
    private final double[] squares; // sums of squared deviations
    private double weight;

    Moments(int groups) {
      means = new double[groups];
      squares = new double[groups];
    }

    void add(NDArray x) {
      long height = x.getShape().get(2);
      long width = x.getShape().get(3);
      long top = (long) (MARGIN * height);
      long left = (long) (MARGIN * width);
      float[] part; // (2, groups): means, variances
      try (NDArray both =
          Ops.groupMoments(x, means.length, top, height - top, left, width - left)) {
        part = both.toFloatArray();
      }
      double partWeight = (double) x.getShape().get(0) * (height - 2 * top) * (width - 2 * left);
      double total = weight + partWeight;
      for (int i = 0; i < means.length; i++) {
        double step = part[i] - means[i];
        means[i] += step * partWeight / total;
        squares[i] +=
            part[means.length + i] * partWeight + step * step * weight * partWeight / total;
      }
      weight = total;
    }

    double[] values() {
      double[] values = new double[2 * means.length];
      for (int i = 0; i < means.length; i++) {
        values[i] = means[i];
        values[means.length + i] = squares[i] / weight;
      }
      return values;
    }
  }
}
