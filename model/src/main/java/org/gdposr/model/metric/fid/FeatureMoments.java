package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Mean and covariance of a set of images' features, added up in float64, so that a set of any size
 * takes D² numbers. Not safe for use by several threads.
 */
public final class FeatureMoments implements AutoCloseable {
  private final NDArray mean; // (D)
  private final NDArray scatter; // (D,D)
  private @Nullable NDArray root; // (D,r), of the sums as they are; seconds of work
  private long count;

  /**
   * No images yet.
   *
   * @param manager owns the sums until {@link #close}
   * @param features D, {@link Fid#FEATURES} for those of {@link Fid#features}
   */
  public FeatureMoments(NDManager manager, int features) {
    mean = manager.zeros(new Shape(features), DataType.FLOAT64);
    scatter = manager.zeros(new Shape(features, features), DataType.FLOAT64);
  }

  /** Adds images by their features (N,D). */
  public void add(NDArray features) {
    Shape shape = features.getShape();
    Check.that(
        shape.dimension() == 2 && shape.get(1) == mean.size(),
        "features",
        shape,
        "(N, " + mean.size() + ")");
    forgetRoot();
    FidOps.addMoments(mean, scatter, features, count);
    count += shape.get(0);
  }

  /** Images so far. */
  public long count() {
    return count;
  }

  /**
   * The Fréchet distance of the two normal distributions, ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2·√(Σ₁Σ₂)),
   * with covariances over n − 1; at least 0 up to rounding.
   *
   * <p>With Σ = R·Rᵀ the last trace is the sum of the singular values of R₁ᵀ·R₂, which stays exact
   * where Σ₁Σ₂ is singular, as it is for fewer images than features; there a matrix square root
   * fails or has to be helped by an offset.
   *
   * @throws DataException if either set has fewer than two images
   */
  public double distance(FeatureMoments other) {
    requireTwo();
    other.requireTwo();
    try (NDArray distance = FidOps.frechet(mean, root(), other.mean, other.root())) {
      return distance.getDouble();
    }
  }

  private NDArray root() {
    if (root == null) {
      root = FidOps.root(scatter, count);
    }
    return root;
  }

  private void forgetRoot() {
    if (root != null) {
      root.close();
      root = null;
    }
  }

  private void requireTwo() {
    if (count < 2) {
      throw new DataException("images: " + count + " (expected: at least 2 in each set for FID)");
    }
  }

  @Override
  public void close() {
    forgetRoot();
    mean.close();
    scatter.close();
  }
}
