package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.Torch;

/**
 * Bilinear enlargement of images that are too small for a crop, rounding by rounding as PyTorch's
 * published builds for Python compute it where the processor fuses multiplications and additions.
 * Other builds of the engine fuse others of them, and the network makes much of a last bit.
 */
final class Enlargement {
  private Enlargement() {}

  /**
   * Enlarges an image until its shorter side is {@code side}.
   *
   * @param image (1,3,H,W)
   * @return (1,3,h,w), to be closed by the caller
   */
  static NDArray of(NDArray image, int side) {
    int height = (int) image.getShape().get(2);
    int width = (int) image.getShape().get(3);
    double factor = (double) side / Math.min(height, width);
    Axis down = Axis.of(height, factor);
    Axis across = Axis.of(width, factor);
    float[] in = image.toFloatArray();
    float[] out = new float[3 * down.size() * across.size()];
    float[] above = new float[across.size()];
    float[] below = new float[across.size()];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < down.size(); y++) {
        int plane = channel * height * width;
        across.apply(in, plane + down.low[y] * width, above);
        across.apply(in, plane + down.high[y] * width, below);
        int row = (channel * down.size() + y) * across.size();
        for (int x = 0; x < across.size(); x++) {
          out[row + x] = mix(above[x], below[x], down.weight[y]);
        }
      }
    }
    return Torch.tensor(
        image.getManager(), out, new Shape(1, 3, down.size(), across.size())); // (1, 3, h, w)
  }

  private static float mix(float low, float high, float weight) {
    return Math.fma(low, 1 - weight, high * weight);
  }

  /** Neighbours and weights along an axis. */
  private static final class Axis {
    final int[] low;
    final int[] high;
    final float[] weight; // of the higher neighbour

    private Axis(int size) {
      low = new int[size];
      high = new int[size];
      weight = new float[size];
    }

    static Axis of(int size, double factor) {
      Axis axis = new Axis((int) (size * factor));
      float scale = (float) (1 / factor);
      for (int i = 0; i < axis.size(); i++) {
        float place = Math.max(0, Math.fma(scale, i + 0.5f, -0.5f));
        axis.low[i] = Math.min((int) place, size - 1);
        axis.high[i] = Math.min(axis.low[i] + 1, size - 1);
        axis.weight[i] = Math.min(Math.max(place - axis.low[i], 0), 1);
      }
      return axis;
    }

    int size() {
      return low.length;
    }

    void apply(float[] in, int row, float[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = mix(in[row + low[i]], in[row + high[i]], weight[i]);
      }
    }
  }
}
