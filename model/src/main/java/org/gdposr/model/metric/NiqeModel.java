package org.gdposr.model.metric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.weights.MatFile;

/**
 * NIQE (Mittal, Soundararajan and Bovik 2013): how far an image's natural scene statistics are from
 * those of pristine images, of which this is the Gaussian model; lower is better.
 *
 * @param blockSize side of the blocks, pixels, even (96 in the original)
 * @param mean features' means (36)
 * @param covariance features' covariance (36, 36)
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record NiqeModel(int blockSize, double[] mean, double[][] covariance) {
  /** The authors' pristine model. */
  public static final String FILE = "niqe_modelparameters.mat";

  private static final int FEATURES = NiqeFeatures.COUNT;
  private static final int OFFICIAL_BLOCK = 96;
  private static final double MOST_ASYMMETRY = 1e-6;

  public NiqeModel {
    Check.that(
        blockSize >= 16 && blockSize % 2 == 0, "arf.niqe.blockSize", blockSize, ">= 16 and even");
    Check.that(mean.length == FEATURES, "mean.length", mean.length, "" + FEATURES);
    Check.that(
        covariance.length == FEATURES, "covariance.length", covariance.length, "" + FEATURES);
  }

  /**
   * The model of pristine images: the first {@code pristineImages} are cropped about their centres
   * to {@code pristineCrop}, and of each image the blocks are taken whose sharpness exceeds the
   * share {@code sharpness} of its sharpest block's.
   *
   * @throws DataException when fewer than 37 blocks are left, too few for 36 features
   */
  public static NiqeModel fit(List<RgbImage> pristine, NiqeSpec spec) {
    List<double[]> rows = new ArrayList<>();
    for (RgbImage image : pristine.subList(0, Math.min(pristine.size(), spec.pristineImages()))) {
      RgbImage crop = centre(image, spec.pristineCrop());
      if (Math.min(crop.width(), crop.height()) >= spec.blockSize()) {
        addSharp(NiqeFeatures.of(crop, spec.blockSize()), spec.sharpness(), rows);
      }
    }
    if (rows.size() <= FEATURES) {
      throw new DataException(
          "arf.niqe: "
              + rows.size()
              + " sharp blocks in "
              + pristine.size()
              + " images (expected: >= "
              + (FEATURES + 1)
              + "; use more or larger images, raise arf.niqe.pristineImages or"
              + " arf.niqe.pristineCrop, or lower arf.niqe.blockSize or arf.niqe.sharpness)");
    }
    double[] mean = means(rows);
    return new NiqeModel(spec.blockSize(), mean, covariance(rows));
  }

  /**
   * The authors' pristine model in a folder, of blocks of 96 pixels.
   *
   * @param weightsFolder holds {@link #FILE}
   * @throws DataException naming the file and why it cannot be used
   */
  public static NiqeModel load(Path weightsFolder) {
    return read(weightsFolder.resolve(FILE));
  }

  /** As {@link #load} of a file in the layout of {@link #FILE}. */
  public static NiqeModel read(Path path) {
    MatFile file = MatFile.open(path);
    double[] mean = file.matrix("mu_prisparam", 1, FEATURES)[0];
    double[][] covariance = file.matrix("cov_prisparam", FEATURES, FEATURES);
    if (!isGaussian(mean, covariance)) {
      throw new DataException(
          path + ": damaged (expected: a mean and a symmetric covariance, all finite)");
    }
    return new NiqeModel(OFFICIAL_BLOCK, mean, covariance);
  }

  private static boolean isGaussian(double[] mean, double[][] covariance) {
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < FEATURES; j++) {
        double asymmetry = Math.abs(covariance[i][j] - covariance[j][i]);
        double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
        boolean fits = Double.isFinite(mean[i]) && asymmetry <= MOST_ASYMMETRY * scale;
        if (!fits) { // nor does what is not a number
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The distance of an image from the model, ≥ 0 and finite. Blocks whose statistics are undefined
   * (flat ones) are left out as in the original; where all are, what is undefined counts as 0.
   *
   * @throws DataException when the image has fewer than two blocks, whose statistics do not vary
   */
  public double score(RgbImage image) {
    if ((image.width() / blockSize) * (image.height() / blockSize) < 2) {
      throw new DataException(
          "image: "
              + image
              + " (expected: two blocks of NIQE's or more, "
              + blockSize
              + " × "
              + blockSize
              + " pixels each)");
    }
    List<double[]> rows = NiqeFeatures.of(image, blockSize).rows();
    double[] means = means(rows);
    double[][] average = covariance(rows);
    double[] difference = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      difference[i] = mean[i] - means[i];
      for (int j = 0; j < FEATURES; j++) {
        average[i][j] = (average[i][j] + covariance[i][j]) / 2;
      }
    }
    return Math.sqrt(Math.max(0, SymmetricEigen.pseudoInverseForm(average, difference)));
  }

  private static RgbImage centre(RgbImage image, int side) {
    int width = Math.min(side, image.width());
    int height = Math.min(side, image.height());
    return image.crop((image.width() - width) / 2, (image.height() - height) / 2, width, height);
  }

  private static void addSharp(NiqeFeatures features, double share, List<double[]> rows) {
    double sharpest = Collections.max(features.sharpness());
    for (int i = 0; i < features.rows().size(); i++) {
      if (features.sharpness().get(i) > share * sharpest && defined(features.rows().get(i))) {
        rows.add(features.rows().get(i));
      }
    }
  }

  private static boolean defined(double[] row) {
    for (double value : row) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /** Each feature's mean over the blocks that define it; 0 where none does. */
  private static double[] means(List<double[]> rows) {
    double[] means = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      int count = 0;
      for (double[] row : rows) {
        if (!Double.isNaN(row[i])) {
          means[i] += row[i];
          count++;
        }
      }
      means[i] /= Math.max(1, count);
    }
    return means;
  }

  /** Unbiased covariance over the blocks that define all features; 0 for fewer than two. */
  private static double[][] covariance(List<double[]> rows) {
    List<double[]> usable = rows.stream().filter(NiqeModel::defined).toList();
    double[][] covariance = new double[FEATURES][FEATURES];
    if (usable.size() < 2) {
      return covariance;
    }
    double[] means = means(usable);
    for (double[] row : usable) {
      for (int i = 0; i < FEATURES; i++) {
        double deviation = row[i] - means[i];
        for (int j = 0; j < FEATURES; j++) {
          covariance[i][j] += deviation * (row[j] - means[j]) / (usable.size() - 1);
        }
      }
    }
    return covariance;
  }
}
