package org.gdposr.model.image;

import java.util.Arrays;
import org.gdposr.model.Check;

/**
 * The wavelet colour fix: an image keeps its details over five octaves and takes its input's low
 * frequencies. Each octave's blur is the 3×3 binomial kernel with its taps 2^i apart and replicated
 * borders.
 *
 * <p>Sums run in float32 in the order of PyTorch's convolution, so that the result equals the
 * reference's. Rows are worked on in strips: floats of whole images are never held.
 */
final class WaveletFix {
  private static final int LEVELS = 5;
  private static final int REACH = (1 << LEVELS) - 1; // rows that one result row depends on
  private static final int STRIP = 64;
  private static final float[] TAPS = {0.25f, 0.5f, 0.25f};

  private WaveletFix() {}

  /**
   * Details of one image over the low frequencies of another.
   *
   * @param restored three channels of any depth
   * @param input of the same size
   * @return of restored's depth; truncated to its levels, as torchvision's ToPILImage does
   */
  static Picture apply(Picture restored, RgbImage input) {
    Check.that(
        input.width() == restored.width() && input.height() == restored.height(),
        "input",
        input,
        "the size of " + restored);
    Picture style = Picture.of(input);
    Picture result =
        Picture.blank(restored.width(), restored.height(), restored.channels(), restored.bits());
    for (int top = 0; top < result.height(); top += STRIP) {
      int bottom = Math.min(result.height(), top + STRIP);
      for (int channel = 0; channel < 3; channel++) {
        Strip details = Strip.around(restored, channel, top, bottom);
        details.decompose();
        Strip colours = Strip.around(style, channel, top, bottom);
        colours.decompose();
        write(result, channel, top, bottom, details, colours);
      }
    }
    return result;
  }

  private static void write(
      Picture result, int channel, int top, int bottom, Strip details, Strip colours) {
    int width = result.width();
    for (int y = top; y < bottom; y++) {
      float[] high = details.high[y - details.first];
      float[] low = colours.low[y - colours.first];
      for (int x = 0; x < width; x++) {
        float value = Math.min(1f, Math.max(0f, high[x] + low[x]));
        result.set(3 * (y * width + x) + channel, (int) (value * result.white()));
      }
    }
  }

  /**
   * Rows of one channel, with as many beyond both ends as the blurs reach. Where the image goes on,
   * what replicating at the ends spoils stays among those.
   */
  private static final class Strip {
    final int first;
    float[][] low; // (rows, W)
    final float[][] high; // (rows, W)

    private Strip(int first, float[][] rows) {
      this.first = first;
      this.low = rows;
      this.high = new float[rows.length][rows[0].length];
    }

    static Strip around(Picture picture, int channel, int top, int bottom) {
      int first = Math.max(0, top - REACH);
      int end = Math.min(picture.height(), bottom + REACH);
      int width = picture.width();
      float[][] rows = new float[end - first][width];
      for (int y = first; y < end; y++) {
        for (int x = 0; x < width; x++) {
          int sample = picture.sample(picture.channels() * (y * width + x) + channel);
          rows[y - first][x] = (float) sample / picture.white();
        }
      }
      return new Strip(first, rows);
    }

    void decompose() {
      for (int level = 0; level < LEVELS; level++) {
        float[][] blurred = blurred(low, 1 << level);
        for (int y = 0; y < high.length; y++) {
          float[] to = high[y];
          for (int x = 0; x < to.length; x++) {
            to[x] += low[y][x] - blurred[y][x];
          }
        }
        low = blurred;
      }
    }

    private static float[][] blurred(float[][] rows, int radius) {
      int width = rows[0].length;
      float[][] padded = new float[rows.length][];
      for (int y = 0; y < rows.length; y++) {
        float[] row = new float[width + 2 * radius];
        Arrays.fill(row, 0, radius, rows[y][0]);
        System.arraycopy(rows[y], 0, row, radius, width);
        Arrays.fill(row, radius + width, row.length, rows[y][width - 1]);
        padded[y] = row;
      }
      float[][] result = new float[rows.length][width];
      for (int y = 0; y < rows.length; y++) {
        for (int i = 0; i < TAPS.length; i++) {
          int from = Math.min(rows.length - 1, Math.max(0, y + (i - 1) * radius));
          for (int j = 0; j < TAPS.length; j++) {
            add(result[y], TAPS[i] * TAPS[j], padded[from], j * radius);
          }
        }
      }
      return result;
    }

    private static void add(float[] to, float weight, float[] from, int shift) {
      for (int x = 0; x < to.length; x++) {
        to[x] += weight * from[x + shift];
      }
    }
  }
}
