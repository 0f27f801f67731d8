package org.gdposr.model.image;

/** Resizes pictures of any depth, horizontally first, rounded to their levels after each pass. */
final class DeepResize {
  private DeepResize() {}

  static Picture resize(Picture picture, int width, int height, ResizeFilter filter) {
    int channels = picture.channels();
    Picture wide =
        along(
            picture,
            Picture.blank(width, picture.height(), channels, picture.bits()),
            ResizeTaps.of(picture.width(), width, filter),
            true);
    return along(
        wide,
        Picture.blank(width, height, channels, picture.bits()),
        ResizeTaps.of(picture.height(), height, filter),
        false);
  }

  private static Picture along(Picture from, Picture to, ResizeTaps taps, boolean horizontal) {
    int channels = to.channels();
    int step = channels * (horizontal ? 1 : from.width());
    for (int y = 0; y < to.height(); y++) {
      for (int x = 0; x < to.width(); x++) {
        int out = horizontal ? x : y;
        double[] weights = taps.weights(out);
        int first =
            horizontal
                ? channels * (y * from.width() + taps.first(out))
                : channels * (taps.first(out) * from.width() + x);
        for (int channel = 0; channel < channels; channel++) {
          double sum = 0;
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * from.sample(first + i * step + channel);
          }
          int level = (int) Math.min(to.white(), Math.max(0, Math.rint(sum)));
          to.set(channels * (y * to.width() + x) + channel, level);
        }
      }
    }
    return to;
  }
}
