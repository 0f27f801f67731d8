package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;

/**
 * Loads tensors from known places of one file. Float32 in rows, 64-byte aligned, in a file that may
 * be written, aliases a private mapping; everything else goes through one buffer that is used again
 * and again, so that loading takes the room of the tensors and of the largest of them once more.
 */
final class TensorFile {
  /** Less aligned operands would change bits of one-row products. */
  private static final int ALIGNMENT = 64;

  private final Path path;
  private final BasicFileAttributes opened;
  private final boolean writable;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
  private ByteBuffer wide = ByteBuffer.allocateDirect(0);

  TensorFile(Path path) throws IOException {
    this.path = path;
    opened = attributes();
    // Java gives a private mapping to those only who may write the file
    writable = Files.isWritable(path);
  }

  /**
   * Where a tensor lies: element (i, j, …) at {@code begin + bytes·(i·strides[0] + j·strides[1] +
   * …)}.
   *
   * @param begin of the first element, in bytes from the start of the file
   */
  record Place(DataKind kind, long[] shape, long[] strides, long begin) {
    /** As most tensors lie. */
    static Place inRows(DataKind kind, long[] shape, long begin) {
      return new Place(kind, shape, rowStrides(shape), begin);
    }

    private static long[] rowStrides(long[] shape) {
      long[] strides = new long[shape.length];
      long stride = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= Math.max(shape[axis], 1);
      }
      return strides;
    }

    boolean isEmpty() {
      return Arrays.stream(shape).anyMatch(side -> side == 0);
    }

    boolean isInRows() {
      long[] rows = rowStrides(shape);
      for (int axis = 0; axis < shape.length; axis++) {
        if (shape[axis] != 1 && strides[axis] != rows[axis]) {
          return false;
        }
      }
      return true;
    }

    /** Elements from the first to the last, with what lies between. */
    long span() {
      long last = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides[axis]));
      }
      return last + 1;
    }
  }

  /**
   * A tensor of its own type, or float32 for half precision, attached to {@code manager}.
   *
   * @throws DataException naming the file when it cannot be read or has changed
   */
  synchronized NDArray load(NDManager manager, Place place) {
    try {
      checkUnchanged();
      Shape shape = new Shape(place.shape());
      DataType type = place.kind().engineType();
      DataType loaded = place.kind().isHalf() ? DataType.FLOAT32 : type;
      if (place.isEmpty()) {
        return manager.zeros(shape, loaded);
      }
      boolean rows = place.isInRows();
      if (rows && writable && loaded == type && place.begin() % ALIGNMENT == 0) {
        return manager.create(map(place), shape, type);
      }
      ByteBuffer data = rows ? read(place) : gather(place);
      if (place.kind() == DataKind.BF16) {
        // the engine's bridge ends the process when asked for it
        data = widened(data);
        type = DataType.FLOAT32;
      }
      try (NDArray view = manager.create(data, shape, type)) {
        return loaded == type ? view.duplicate() : view.toType(loaded, true);
      }
    } catch (IOException | ArithmeticException | IllegalArgumentException e) {
      throw unreadable(path, "weight file", e);
    }
  }

  static DataException unreadable(Path file, String format, Throwable cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof NoSuchFileException) {
      reason = "no such file";
    }
    return new DataException(file + ": not a usable " + format + ": " + reason, cause);
  }

  static void readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        throw new EOFException("the file ends early");
      }
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private void checkUnchanged() throws IOException {
    BasicFileAttributes now = attributes();
    Check.that(
        now.size() == opened.size() && now.lastModifiedTime().equals(opened.lastModifiedTime()),
        "file",
        "changed while it was read",
        "the same until all is loaded");
  }

  private ByteBuffer map(Place place) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
      return channel
          .map(FileChannel.MapMode.PRIVATE, place.begin(), place.kind().bytes(place.shape()))
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private ByteBuffer read(Place place) throws IOException {
    int size = Math.toIntExact(Math.multiplyExact(place.span(), place.kind().bytes()));
    buffer = withRoom(buffer, size);
    ByteBuffer data = start(buffer, size);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      readFully(channel, data, place.begin());
    }
    return data.flip();
  }

  /** bfloat16 as float32, which has the same upper half. */
  private ByteBuffer widened(ByteBuffer halves) {
    int size = Math.multiplyExact(2, halves.remaining());
    wide = withRoom(wide, size);
    ByteBuffer floats = start(wide, size);
    while (floats.hasRemaining()) {
      floats.putInt(halves.getShort() << Short.SIZE);
    }
    return floats.flip();
  }

  private static ByteBuffer withRoom(ByteBuffer buffer, int size) {
    return buffer.capacity() < size ? ByteBuffer.allocateDirect(size) : buffer;
  }

  private static ByteBuffer start(ByteBuffer buffer, int size) {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(size);
  }

  /** The elements in rows, whatever order they lie in. */
  private ByteBuffer gather(Place place) throws IOException {
    ByteBuffer from = read(place);
    int bytes = place.kind().bytes();
    int size = Math.toIntExact(place.kind().bytes(place.shape()));
    ByteBuffer rows = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[place.shape().length];
    while (rows.hasRemaining()) {
      int element = 0;
      for (int axis = 0; axis < index.length; axis++) {
        element += (int) (index[axis] * place.strides()[axis]);
      }
      for (int i = 0; i < bytes; i++) {
        rows.put(from.get(element * bytes + i));
      }
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis]++;
        if (index[axis] < place.shape()[axis]) {
          break;
        }
        index[axis] = 0;
      }
    }
    return rows.flip();
  }
}
