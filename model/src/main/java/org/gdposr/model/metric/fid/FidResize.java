package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gdposr.model.image.FloatResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.torch.Torch;

/** How images come to the network's side of 299; distances of two ways must not be compared. */
public enum FidResize {
  /** Clean-FID's: Pillow's antialiased bicubic in float32, clipped to the levels' range. */
  CLEAN {
    @Override
    NDArray network(NDManager manager, List<RgbImage> images) {
      int length = 3 * InceptionV3.SIDE * InceptionV3.SIDE;
      float[] levels = new float[images.size() * length];
      for (int i = 0; i < images.size(); i++) {
        float[] planes = FloatResize.bicubic(images.get(i), InceptionV3.SIDE, InceptionV3.SIDE);
        for (int j = 0; j < length; j++) {
          levels[i * length + j] = Math.min(255, Math.max(0, planes[j]));
        }
      }
      Shape shape = new Shape(images.size(), 3, InceptionV3.SIDE, InceptionV3.SIDE);
      try (NDArray x = Torch.tensor(manager, levels, shape)) {
        return FidOps.fromLevels(x);
      }
    }
  },
  /** pytorch-fid's: bilinear without antialiasing. */
  LEGACY_PYTORCH {
    @Override
    NDArray network(NDManager manager, List<RgbImage> images) {
      return each(manager, images, x -> FidOps.bilinear(x, InceptionV3.SIDE));
    }
  },
  /** The first implementation's: TensorFlow 1's bilinear, whose pixels lie at their corners. */
  LEGACY_TENSORFLOW {
    @Override
    NDArray network(NDManager manager, List<RgbImage> images) {
      return each(manager, images, x -> FidOps.tensorflowBilinear(x, InceptionV3.SIDE));
    }
  };

  /** The resize that a metric of sets has in its name. */
  public static FidResize of(MetricName metric) {
    return switch (metric) {
      case FID -> CLEAN;
      case FID_LEGACY -> LEGACY_PYTORCH;
      default ->
          throw new IllegalArgumentException(
              "metric: " + metric + " (expected: FID or its variant)");
    };
  }

  /** Images of any sizes → (N,3,299,299) in about [−1, 1]. */
  abstract NDArray network(NDManager manager, List<RgbImage> images);

  private static NDArray each(
      NDManager manager, List<RgbImage> images, UnaryOperator<NDArray> resize) {
    return Torch.scoped(
        () -> {
          NDList resized = new NDList();
          for (RgbImage image : images) {
            resized.add(resize.apply(levels(manager, image)));
          }
          return NDArrays.concat(resized);
        });
  }

  /** (1,3,H,W), 0 … 255. */
  private static NDArray levels(NDManager manager, RgbImage image) {
    byte[] rgb = image.rgb();
    int pixels = rgb.length / 3;
    float[] levels = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      levels[i % 3 * pixels + i / 3] = rgb[i] & 0xFF;
    }
    return Torch.tensor(manager, levels, new Shape(1, 3, image.height(), image.width()));
  }
}
