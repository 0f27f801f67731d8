package org.gdposr.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;

/**
 * Where the entries of a zip file lie that are stored as they are, which Java's own reader doesn't
 * tell. Archives over 4 GiB (zip64) are understood.
 *
 * @param entries by name
 */
record StoredZip(SortedMap<String, Span> entries) {
  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_BYTES = 56;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int COMMENT_BYTES = 0xFFFF;
  private static final long IN_EXTRA = 0xFFFFFFFFL;
  private static final int EXTRA_SIZES = 1;
  private static final long MAX_DIRECTORY_BYTES = 1 << 28;

  /**
   * @param begin byte in the file
   * @param size bytes in the file
   * @param compressed whether the bytes are not the content itself
   */
  record Span(long begin, long size, boolean compressed) {}

  /**
   * @throws IllegalArgumentException with the reason, when the file is cut or damaged
   */
  static StoredZip read(FileChannel channel) throws IOException {
    ByteBuffer directory = directory(channel);
    TreeMap<String, Span> entries = new TreeMap<>();
    while (directory.remaining() >= CENTRAL_BYTES) {
      int at = directory.position();
      Check.that(directory.getInt(at) == CENTRAL_SIGNATURE, "zip directory", "damaged", "whole");
      int nameBytes = unsigned(directory, at + 28);
      int extraBytes = unsigned(directory, at + 30);
      int next = at + CENTRAL_BYTES + nameBytes + extraBytes + unsigned(directory, at + 32);
      Check.that(next <= directory.limit(), "zip directory", "cut", "whole");
      byte[] name = new byte[nameBytes];
      directory.get(at + CENTRAL_BYTES, name);
      String entry = new String(name, StandardCharsets.UTF_8);
      ByteBuffer extra =
          directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes).order(directory.order());
      entries.put(entry, span(channel, directory, at, wide(extra), entry));
      directory.position(next);
    }
    return new StoredZip(Collections.unmodifiableSortedMap(entries));
  }

  private static Span span(
      FileChannel channel, ByteBuffer directory, int at, ByteBuffer wide, String name)
      throws IOException {
    // the wide fields stand in this order, each only where its narrow twin is full
    long size = Integer.toUnsignedLong(directory.getInt(at + 24));
    size = size == IN_EXTRA ? wide.getLong() : size;
    long stored = Integer.toUnsignedLong(directory.getInt(at + 20));
    stored = stored == IN_EXTRA ? wide.getLong() : stored;
    long local = Integer.toUnsignedLong(directory.getInt(at + 42));
    local = local == IN_EXTRA ? wide.getLong() : local;
    Check.that(
        local >= 0 && local <= channel.size() - LOCAL_BYTES, name, "beyond the end", "whole");
    ByteBuffer header = read(channel, local, LOCAL_BYTES);
    Check.that(header.getInt(0) == LOCAL_SIGNATURE, name, "damaged", "a local header");
    long begin = local + LOCAL_BYTES + unsigned(header, 26) + unsigned(header, 28);
    Check.that(
        stored >= 0 && begin <= channel.size() - stored,
        name,
        stored + " bytes",
        "within the file: cut or damaged");
    return new Span(begin, stored, directory.getShort(at + 10) != 0 || stored != size);
  }

  /** The extra field that holds what doesn't fit 32 bits; empty if there is none. */
  private static ByteBuffer wide(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == EXTRA_SIZES) {
        return extra.slice(extra.position(), size).order(extra.order());
      }
      extra.position(extra.position() + size);
    }
    return ByteBuffer.allocate(0);
  }

  private static ByteBuffer directory(FileChannel channel) throws IOException {
    long end = end(channel);
    ByteBuffer tail = read(channel, end, END_BYTES);
    long size = Integer.toUnsignedLong(tail.getInt(12));
    long begin = Integer.toUnsignedLong(tail.getInt(16));
    if (end >= LOCATOR_BYTES) {
      ByteBuffer locator = read(channel, end - LOCATOR_BYTES, LOCATOR_BYTES);
      if (locator.getInt(0) == LOCATOR_SIGNATURE) {
        ByteBuffer end64 = read(channel, locator.getLong(8), END64_BYTES);
        Check.that(end64.getInt(0) == END64_SIGNATURE, "zip directory", "damaged", "whole");
        size = end64.getLong(40);
        begin = end64.getLong(48);
      }
    }
    Check.that(
        begin >= 0 && size >= 0 && size <= MAX_DIRECTORY_BYTES && begin <= end - size,
        "zip directory",
        size + " bytes at " + begin,
        "within the file: cut or damaged");
    return read(channel, begin, (int) size);
  }

  /** Where the end record begins, which a comment may follow. */
  private static long end(FileChannel channel) throws IOException {
    int bytes = (int) Math.min(channel.size(), END_BYTES + COMMENT_BYTES);
    ByteBuffer tail = read(channel, channel.size() - bytes, bytes);
    for (int at = bytes - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        return channel.size() - bytes + at;
      }
    }
    throw new IllegalArgumentException("the zip directory is missing (expected: whole: cut?)");
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static ByteBuffer read(FileChannel channel, long begin, int bytes) throws IOException {
    Check.that(
        begin >= 0 && begin <= channel.size() - bytes, "zip", "cut", bytes + " bytes at " + begin);
    ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (into.hasRemaining()) {
      if (channel.read(into, begin + into.position()) < 0) {
        throw new IOException("the file ends early");
      }
    }
    return into.flip();
  }
}
