package org.gdposr.model.image;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import org.gdposr.model.Check;

/**
 * Samples of 8 or 16 bits with one to four channels: grey, grey and alpha, colour, colour and
 * alpha. Interleaved, row by row (H, W, C).
 */
public final class Picture {
  private static final int[] LUMA = {19595, 38470, 7471}; // of 2^16, as Pillow's
  private static final int LUMA_BITS = 16;

  private final int width;
  private final int height;
  private final int channels;
  private final int bits;
  private final DataBuffer samples;

  private Picture(int width, int height, int channels, int bits, DataBuffer samples) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.bits = bits;
    this.samples = samples;
  }

  /**
   * A black picture.
   *
   * @param channels 1 to 4
   * @param bits 8 or 16
   */
  public static Picture blank(int width, int height, int channels, int bits) {
    Check.that(width >= 1 && height >= 1, "size", width + "×" + height, ">= 1×1");
    Check.that(channels >= 1 && channels <= 4, "channels", channels, "in [1, 4]");
    Check.that(bits == 8 || bits == 16, "bits", bits, "8 or 16");
    int length = Math.toIntExact((long) width * height * channels);
    DataBuffer samples = bits == 8 ? new DataBufferByte(length) : new DataBufferUShort(length);
    return new Picture(width, height, channels, bits, samples);
  }

  /** An image's samples, shared with it. */
  public static Picture of(RgbImage image) {
    byte[] rgb = image.rgb();
    return new Picture(image.width(), image.height(), 3, 8, new DataBufferByte(rgb, rgb.length));
  }

  /** The image of an 8-bit picture of three channels, which shares its samples. */
  public RgbImage rgb() {
    if (channels != 3 || !(samples instanceof DataBufferByte bytes)) {
      throw new IllegalStateException(this + " (expected: 3 channels of 8 bits)");
    }
    return new RgbImage(width, height, bytes.getData());
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int channels() {
    return channels;
  }

  public int bits() {
    return bits;
  }

  /** The largest sample: 255 or 65535. */
  public int white() {
    return (1 << bits) - 1;
  }

  /** Number of samples. */
  public int length() {
    return samples.getSize();
  }

  /** A sample in [0, white], by its place (y·W + x)·C + c. */
  public int sample(int index) {
    return samples.getElem(index);
  }

  /** Sets a sample to a value in [0, white]. */
  public void set(int index, int value) {
    samples.setElem(index, value);
  }

  /** Grey by BT.601 of a picture of three channels, as Pillow's conversion to "L". */
  public Picture grey() {
    Picture grey = blank(width, height, 1, bits);
    for (int i = 0; i < grey.length(); i++) {
      long sum = 1L << (LUMA_BITS - 1);
      for (int channel = 0; channel < 3; channel++) {
        sum += (long) LUMA[channel] * sample(3 * i + channel);
      }
      grey.set(i, (int) (sum >> LUMA_BITS));
    }
    return grey;
  }

  /**
   * This picture with a further channel.
   *
   * @param alpha one channel of the same size and depth
   */
  public Picture withAlpha(Picture alpha) {
    Check.that(
        alpha.channels == 1 && alpha.bits == bits && alpha.width == width && alpha.height == height,
        "alpha",
        alpha,
        "one channel beside " + this);
    Picture both = blank(width, height, channels + 1, bits);
    for (int i = 0; i < alpha.length(); i++) {
      for (int channel = 0; channel < channels; channel++) {
        both.set(i * both.channels + channel, sample(i * channels + channel));
      }
      both.set(i * both.channels + channels, alpha.sample(i));
    }
    return both;
  }

  DataBuffer samples() {
    return samples;
  }

  @Override
  public String toString() {
    return width + "×" + height + "×" + channels + " of " + bits + " bits";
  }
}
