package org.gdposr.model.weights;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of a file that begin with a pickle, as its reader wants them. */
final class PickleBytes extends InputStream {
  private final ByteBuffer bytes;
  private int marked;

  PickleBytes(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  void seek(int position) {
    bytes.position(position);
  }

  /** A number between two pickles. */
  long nextLong() {
    return bytes.getLong();
  }

  long[] nextLongs(int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = nextLong();
    }
    return numbers;
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (!bytes.hasRemaining()) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    return bytes.remaining();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int limit) {
    marked = bytes.position();
  }

  @Override
  public synchronized void reset() {
    bytes.position(marked);
  }
}
