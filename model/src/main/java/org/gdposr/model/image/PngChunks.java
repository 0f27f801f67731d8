package org.gdposr.model.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a PNG file says beside its pixels. */
public final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82
  };
  private static final int FRAME = 12; // length, type and checksum
  private static final int HEAD = 1 << 16;

  private PngChunks() {}

  /** Whether the bytes begin as a PNG file does. */
  static boolean matches(byte[] file) {
    return file.length > SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /**
   * The first tEXt entry of a keyword among a file's first 64 KiB; empty where there is none, or
   * where the file is no PNG or does not end as one.
   */
  public static Optional<String> text(Path file, String keyword) throws IOException {
    byte[] head;
    byte[] tail = new byte[END.length];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < SIGNATURE.length + END.length) {
        return Optional.empty();
      }
      head = new byte[(int) Math.min(HEAD, in.length())];
      in.readFully(head);
      in.seek(in.length() - tail.length);
      in.readFully(tail);
    }
    if (!matches(head) || !Arrays.equals(tail, END)) {
      return Optional.empty();
    }
    byte[] start = (keyword + '\0').getBytes(StandardCharsets.ISO_8859_1);
    for (int at = SIGNATURE.length; at + FRAME <= head.length; at = next(head, at)) {
      ByteBuffer chunk = chunk(head, at);
      if (is(head, at, "tEXt") && startsWith(chunk, start)) {
        byte[] text = new byte[chunk.capacity() - start.length];
        chunk.get(start.length, text);
        return Optional.of(new String(text, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  /** The TIFF structure of the eXIf chunk. */
  static Optional<ByteBuffer> exif(byte[] file) {
    for (int at = SIGNATURE.length; at + FRAME <= file.length; at = next(file, at)) {
      if (is(file, at, "eXIf")) {
        return Optional.of(chunk(file, at));
      }
    }
    return Optional.empty();
  }

  private static int next(byte[] file, int at) {
    return at + FRAME + chunk(file, at).capacity();
  }

  /** The data of the chunk at an offset, cut where the bytes end. */
  private static ByteBuffer chunk(byte[] file, int at) {
    int length = ByteBuffer.wrap(file).getInt(at);
    int room = file.length - at - FRAME;
    return ByteBuffer.wrap(file, at + 8, length < 0 ? room : Math.min(length, room)).slice();
  }

  private static boolean is(byte[] file, int at, String type) {
    return Arrays.equals(
        file, at + 4, at + 8, type.getBytes(StandardCharsets.US_ASCII), 0, type.length());
  }

  private static boolean startsWith(ByteBuffer chunk, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= chunk.capacity() || chunk.get(i) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
