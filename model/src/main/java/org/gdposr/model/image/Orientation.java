package org.gdposr.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How stored rows and columns lie in the image that people shall see: EXIF's tag 0x0112. */
public enum Orientation {
  UPRIGHT,
  MIRRORED,
  UPSIDE_DOWN,
  MIRRORED_UPSIDE_DOWN,
  TRANSPOSED,
  TO_TURN_RIGHT,
  TRANSVERSED,
  TO_TURN_LEFT;

  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final byte[] JPEG_HEAD = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** The orientation that a JPEG or PNG file names; upright where it names none or nonsense. */
  public static Orientation of(byte[] file) {
    Optional<ByteBuffer> exif = PngChunks.matches(file) ? PngChunks.exif(file) : jpegExif(file);
    return exif.flatMap(Orientation::tag).orElse(UPRIGHT);
  }

  /** The picture turned and mirrored as this asks for. */
  Picture apply(Picture stored) {
    int width = stored.width();
    int height = stored.height();
    boolean turned = ordinal() >= TRANSPOSED.ordinal();
    int channels = stored.channels();
    Picture seen =
        Picture.blank(turned ? height : width, turned ? width : height, channels, stored.bits());
    int to = 0;
    for (int y = 0; y < seen.height(); y++) {
      for (int x = 0; x < seen.width(); x++) {
        int column = turned ? y : x;
        int row = turned ? x : y;
        boolean fromRight =
            this == MIRRORED || this == UPSIDE_DOWN || this == TRANSVERSED || this == TO_TURN_LEFT;
        boolean fromBottom =
            this == UPSIDE_DOWN
                || this == MIRRORED_UPSIDE_DOWN
                || this == TO_TURN_RIGHT
                || this == TRANSVERSED;
        int from =
            (fromBottom ? height - 1 - row : row) * width
                + (fromRight ? width - 1 - column : column);
        for (int channel = 0; channel < channels; channel++) {
          seen.set(to++, stored.sample(from * channels + channel));
        }
      }
    }
    return seen;
  }

  /** The TIFF structure of the first APP1 segment that holds one. */
  private static Optional<ByteBuffer> jpegExif(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xFF) { // fill byte
        at++;
        continue;
      }
      if (marker == 0xDA) { // the picture itself
        return Optional.empty();
      }
      int length = (file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF);
      int start = at + 4 + JPEG_HEAD.length;
      int end = at + 2 + length;
      if (marker == 0xE1 && start < end && end <= file.length && startsWithHead(file, at + 4)) {
        return Optional.of(ByteBuffer.wrap(file, start, end - start).slice());
      }
      at = end;
    }
    return Optional.empty();
  }

  private static boolean startsWithHead(byte[] file, int at) {
    for (int i = 0; i < JPEG_HEAD.length; i++) {
      if (file[at + i] != JPEG_HEAD[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Orientation> tag(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return Optional.empty();
    }
    boolean little = tiff.get(0) == 'I';
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return Optional.empty();
    }
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (entry > tiff.limit() - ENTRY_BYTES) {
        return Optional.empty();
      }
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= values().length
            ? Optional.of(values()[value - 1])
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
