package org.gdposr.model.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a PNG file says beside its pixels. */
public final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int FRAME = 12; // length, type and checksum

  private PngChunks() {}

  /** Whether the bytes begin as a PNG file does. */
  static boolean matches(byte[] file) {
    return file.length > SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /** The first tEXt entry of a keyword; empty where there is none or the file is no whole PNG. */
  public static Optional<String> text(byte[] file, String keyword) {
    byte[] head = (keyword + '\0').getBytes(StandardCharsets.ISO_8859_1);
    int at = SIGNATURE.length;
    Optional<String> found = Optional.empty();
    if (!matches(file)) {
      return found;
    }
    while (at + FRAME <= file.length) {
      ByteBuffer chunk = chunk(file, at);
      if (found.isEmpty() && is(file, at, "tEXt") && startsWith(chunk, head)) {
        byte[] text = new byte[chunk.remaining() - head.length];
        chunk.get(head.length, text);
        found = Optional.of(new String(text, StandardCharsets.ISO_8859_1));
      }
      if (is(file, at, "IEND")) {
        return found;
      }
      at += FRAME + chunk.capacity();
    }
    return Optional.empty(); // cut off
  }

  /** The TIFF structure of the eXIf chunk. */
  static Optional<ByteBuffer> exif(byte[] file) {
    int at = SIGNATURE.length;
    while (at + FRAME <= file.length) {
      ByteBuffer chunk = chunk(file, at);
      if (is(file, at, "eXIf")) {
        return Optional.of(chunk);
      }
      at += FRAME + chunk.capacity();
    }
    return Optional.empty();
  }

  /** The data of the chunk at an offset, cut where the file ends. */
  private static ByteBuffer chunk(byte[] file, int at) {
    int length = ByteBuffer.wrap(file).getInt(at);
    int room = file.length - at - FRAME;
    return ByteBuffer.wrap(file, at + 8, length < 0 ? room : Math.min(length, room)).slice();
  }

  private static boolean is(byte[] file, int at, String type) {
    return Arrays.equals(
        file, at + 4, at + 8, type.getBytes(StandardCharsets.US_ASCII), 0, type.length());
  }

  private static boolean startsWith(ByteBuffer chunk, byte[] head) {
    for (int i = 0; i < head.length; i++) {
      if (i >= chunk.capacity() || chunk.get(i) != head[i]) {
        return false;
      }
    }
    return true;
  }
}
