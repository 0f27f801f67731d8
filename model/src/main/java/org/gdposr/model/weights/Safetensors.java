package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;

/**
 * Files of named tensors in the safetensors format. Files are read by mapping and written whole or
 * not at all; the same tensors give the same bytes.
 */
public final class Safetensors {
  private Safetensors() {}

  /**
   * Values outside the engine, little-endian.
   *
   * @param dtype a type of the format: F32, F16, BF16, F64, I64, U8 …
   * @param shape sides, empty for a scalar
   * @param data the values' bytes, row-major
   */
  public record Tensor(String dtype, long[] shape, ByteBuffer data) {
    /**
     * @throws IllegalArgumentException for an unknown type or a size that isn't the shape's
     */
    public Tensor {
      shape = shape.clone();
      data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
      long size = DataKind.of(dtype).bytes(shape);
      Check.that(data.remaining() == size, "data", data.remaining() + " bytes", size + " bytes");
    }

    public static Tensor ofFloats(long[] shape, float[] values) {
      ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asFloatBuffer().put(values);
      return new Tensor("F32", shape, data);
    }

    public static Tensor ofDoubles(long[] shape, double[] values) {
      ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asDoubleBuffer().put(values);
      return new Tensor("F64", shape, data);
    }

    public static Tensor ofLongs(long[] shape, long[] values) {
      ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asLongBuffer().put(values);
      return new Tensor("I64", shape, data);
    }

    public static Tensor ofBytes(long[] shape, byte[] values) {
      return new Tensor("U8", shape, ByteBuffer.wrap(values.clone()));
    }

    @Override
    public long[] shape() {
      return shape.clone();
    }

    @Override
    public ByteBuffer data() {
      return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The values of an F32 or, converted, of an F16 or BF16 tensor. */
    public float[] floats() {
      if (DataKind.of(dtype).isHalf()) {
        return HalfFloats.floats(DataKind.of(dtype), data().asShortBuffer());
      }
      checkType("F32");
      float[] values = new float[data.remaining() / 4];
      data().asFloatBuffer().get(values);
      return values;
    }

    /** The values of an F64 tensor. */
    public double[] doubles() {
      checkType("F64");
      double[] values = new double[data.remaining() / 8];
      data().asDoubleBuffer().get(values);
      return values;
    }

    /** The values of an I64 tensor. */
    public long[] longs() {
      checkType("I64");
      long[] values = new long[data.remaining() / 8];
      data().asLongBuffer().get(values);
      return values;
    }

    /** The values of a U8 tensor. */
    public byte[] bytes() {
      checkType("U8");
      byte[] values = new byte[data.remaining()];
      data().get(values);
      return values;
    }

    private void checkType(String expected) {
      Check.that(dtype.equals(expected), "dtype", dtype, expected);
    }
  }

  /**
   * Tensors of a file, attached to {@code manager}; half precision becomes float32. Float32 tensors
   * alias a private mapping of the file (writing to them leaves it alone) where that is 64-byte
   * aligned, because unaligned operands would change bits of one-row products; else, or if the file
   * is read-only, they are copies.
   *
   * @throws DataException naming file and reason when the file is missing, cut or inconsistent
   */
  public static Map<String, NDArray> read(NDManager manager, Path file) {
    SortedMap<String, NDArray> arrays = new TreeMap<>();
    Listed listed = Listed.of(file);
    listed.places().forEach((name, p) -> arrays.put(name, listed.file().load(manager, p)));
    return arrays;
  }

  /**
   * A file as a source of weights: alias or copy as {@link #read} says.
   *
   * @throws DataException naming file and reason when the file is missing, cut or inconsistent
   */
  public static TensorSource source(Path file) {
    Listed listed = Listed.of(file);
    return new PlacedTensors(file.toString(), listed.file(), listed.places());
  }

  /** A file and where its tensors lie. */
  private record Listed(TensorFile file, SortedMap<String, TensorFile.Place> places) {
    static Listed of(Path path) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        TensorFile file = new TensorFile(path);
        ByteBuffer head = header(channel);
        long start = Header.LENGTH_BYTES + (long) head.limit();
        SortedMap<String, TensorFile.Place> places = new TreeMap<>();
        parse(channel, head)
            .entries()
            .forEach(
                (name, entry) ->
                    places.put(
                        name,
                        TensorFile.Place.inRows(
                            DataKind.of(entry.dtype()), entry.shape(), start + entry.begin())));
        return new Listed(file, places);
      } catch (IOException | RuntimeException e) {
        throw unreadable(path, e);
      }
    }
  }

  /**
   * Tensors of a file without the engine, by name in order; their data is mapped, so that only what
   * is used is read.
   *
   * @throws DataException naming file and reason when the file is missing, cut or inconsistent
   */
  public static Map<String, Tensor> readRaw(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = header(channel);
      Header header = parse(channel, head);
      long start = Header.LENGTH_BYTES + (long) head.limit();
      SortedMap<String, Tensor> tensors = new TreeMap<>();
      for (Map.Entry<String, Header.Entry> e : header.entries().entrySet()) {
        Header.Entry entry = e.getValue();
        long size = entry.end() - entry.begin();
        ByteBuffer data =
            size == 0
                ? ByteBuffer.allocateDirect(0)
                : channel.map(FileChannel.MapMode.READ_ONLY, start + entry.begin(), size);
        tensors.put(e.getKey(), new Tensor(entry.dtype(), entry.shape(), data));
      }
      return tensors;
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The file's free texts by key.
   *
   * @throws DataException naming file and reason when the file is missing, cut or inconsistent
   */
  public static Map<String, String> metadata(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(channel, header(channel)).metadata();
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** Writes tensors by name in order; an existing file is replaced in one step. */
  public static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) {
    SortedMap<String, Tensor> raw = new TreeMap<>();
    tensors.forEach((name, array) -> raw.put(name, tensor(array)));
    writeRaw(file, raw, metadata);
  }

  /** As {@link #write} without the engine. */
  public static void writeRaw(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    SortedMap<String, Header.Entry> entries = new TreeMap<>();
    List<ByteBuffer> parts = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, Tensor> e : new TreeMap<>(tensors).entrySet()) {
      Tensor tensor = e.getValue();
      ByteBuffer data = tensor.data();
      long end = offset + data.remaining();
      entries.put(e.getKey(), new Header.Entry(tensor.dtype(), tensor.shape(), offset, end));
      parts.add(data);
      offset = end;
    }
    parts.add(0, new Header(entries, new TreeMap<>(metadata)).bytes());
    replace(file, parts);
  }

  private static Header parse(FileChannel channel, ByteBuffer head) throws IOException {
    long dataBytes = channel.size() - Header.LENGTH_BYTES - head.limit();
    return Header.parse(StandardCharsets.UTF_8.decode(head.duplicate()).toString(), dataBytes);
  }

  private static ByteBuffer header(FileChannel channel) throws IOException {
    long size = channel.size();
    Check.that(size >= Header.LENGTH_BYTES, "size", size + " bytes", "at least 8: cut or empty");
    ByteBuffer length = ByteBuffer.allocate(Header.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    TensorFile.readFully(channel, length, 0);
    long bytes = length.getLong(0);
    Check.that(
        bytes >= 2 && bytes <= Math.min(Header.MAX_BYTES, size - Header.LENGTH_BYTES),
        "header length",
        bytes,
        "in 2.." + Math.min(Header.MAX_BYTES, size - Header.LENGTH_BYTES));
    ByteBuffer head = ByteBuffer.allocate((int) bytes);
    TensorFile.readFully(channel, head, Header.LENGTH_BYTES);
    return head.flip();
  }

  private static Tensor tensor(NDArray array) {
    DataKind kind = DataKind.of(array.getDataType());
    return new Tensor(kind.name(), array.getShape().getShape(), array.toByteBuffer(true));
  }

  private static void replace(Path file, List<ByteBuffer> parts) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      try {
        try (FileChannel channel =
            FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
          for (ByteBuffer part : parts) {
            while (part.hasRemaining()) {
              channel.write(part);
            }
          }
          channel.force(true);
        }
        // a file that is mapped elsewhere keeps its old content there
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static DataException unreadable(Path file, Exception cause) {
    return TensorFile.unreadable(file, "safetensors file", cause);
  }
}
