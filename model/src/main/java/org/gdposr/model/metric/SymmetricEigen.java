package org.gdposr.model.metric;

/** Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations. */
final class SymmetricEigen {
  private static final int MOST_SWEEPS = 60;

  private final double[][] matrix;
  private final double[][] vectors; // by column

  private SymmetricEigen(double[][] matrix) {
    int n = matrix.length;
    this.matrix = new double[n][];
    this.vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      this.matrix[i] = matrix[i].clone();
      vectors[i][i] = 1;
    }
  }

  /**
   * dᵀ·M⁺·d with the pseudo-inverse of a symmetric matrix: eigenvalues of at most n·2⁻⁵²·max|λ| in
   * size count as zero.
   */
  static double pseudoInverseForm(double[][] matrix, double[] d) {
    SymmetricEigen eigen = new SymmetricEigen(matrix);
    eigen.diagonalise();
    int n = d.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(eigen.matrix[i][i]));
    }
    double cut = n * 0x1p-52 * largest;
    double form = 0;
    for (int j = 0; j < n; j++) {
      double value = eigen.matrix[j][j];
      if (Math.abs(value) > cut) {
        double projection = 0;
        for (int i = 0; i < n; i++) {
          projection += eigen.vectors[i][j] * d[i];
        }
        form += projection * projection / value;
      }
    }
    return form;
  }

  private void diagonalise() {
    int n = matrix.length;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double scale = Math.sqrt(Math.abs(matrix[p][p]) * Math.abs(matrix[q][q]));
          if (Math.abs(matrix[p][q]) > 0x1p-54 * scale) {
            rotate(p, q);
            rotated = true;
          }
        }
      }
      if (!rotated) {
        return;
      }
    }
  }

  /** Makes element (p, q) zero. */
  private void rotate(int p, int q) {
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cos = 1 / Math.sqrt(t * t + 1);
    double sin = t * cos;
    double[] rowP = matrix[p];
    double[] rowQ = matrix[q];
    for (int k = 0; k < rowP.length; k++) {
      double a = rowP[k];
      double b = rowQ[k];
      rowP[k] = cos * a - sin * b;
      rowQ[k] = sin * a + cos * b;
    }
    for (int k = 0; k < rowP.length; k++) {
      turn(matrix[k], p, q, cos, sin);
      turn(vectors[k], p, q, cos, sin);
    }
    rowP[q] = 0;
    rowQ[p] = 0;
  }

  private static void turn(double[] row, int p, int q, double cos, double sin) {
    double a = row[p];
    double b = row[q];
    row[p] = cos * a - sin * b;
    row[q] = sin * a + cos * b;
  }
}
