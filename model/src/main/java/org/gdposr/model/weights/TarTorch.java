package org.gdposr.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.Check;
import org.jspecify.annotations.Nullable;

/**
 * What torch.save wrote before 0.1.10: a tar of three members. "storages" holds each storage's key
 * and type, its length and its bytes, and then which parts of them are storages too; "tensors" each
 * tensor's key and storage, its shape and strides; "pickle" the tree, where a tensor's key stands
 * for it.
 */
final class TarTorch {
  private static final int BLOCK = 512;
  private static final byte[] MAGIC = {'u', 's', 't', 'a', 'r'};
  private static final int MAGIC_AT = 257;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int KIND_AT = 156;

  /** More than the key and type of a storage take, or the list of its parts. */
  private static final int RECORD_BYTES = 1 << 16;

  private static final long MAX_PICKLE_BYTES = 1 << 28;
  private static final int MAX_AXES = 64;

  private final FileChannel channel;
  private final Map<String, Span> members;
  private final Map<Long, TorchPickle.Storage> storages = new HashMap<>();
  private final Map<Long, TorchFile.Tensor> tensors = new HashMap<>();

  private record Span(long begin, long size) {
    long end() {
      return begin + size;
    }
  }

  private TarTorch(FileChannel channel) throws IOException {
    this.channel = channel;
    members = members(channel);
  }

  /** Whether a file begins as a tar does. */
  static boolean isTar(FileChannel channel) throws IOException {
    if (channel.size() < BLOCK) {
      return false;
    }
    ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
    TensorFile.readFully(channel, magic, MAGIC_AT);
    return Arrays.equals(magic.array(), MAGIC);
  }

  /**
   * The tree of such a file.
   *
   * @throws TorchPickle.RefusedException for a class that isn't allowed
   */
  static Object root(FileChannel channel) throws IOException {
    TarTorch file = new TarTorch(channel);
    file.checkSystem();
    file.readStorages();
    file.readTensors();
    return TorchPickle.readWith(file.small("pickle"), file::named);
  }

  private static Map<String, Span> members(FileChannel channel) throws IOException {
    Map<String, Span> members = new HashMap<>();
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    long position = 0;
    while (true) {
      TensorFile.readFully(channel, header.clear(), position);
      String name = text(header, 0, NAME_BYTES);
      if (name.isEmpty()) {
        return members;
      }
      long size = Long.parseLong(text(header, SIZE_AT, SIZE_BYTES).strip(), 8);
      Span span = new Span(position + BLOCK, size);
      Check.that(
          size >= 0 && span.end() <= channel.size(), name, size + " bytes", "within the file");
      byte kind = header.get(KIND_AT);
      if (kind == '0' || kind == 0) { // others tell dates and owners
        Check.that(members.put(name, span) == null, name, "twice", "once");
      }
      position = span.begin + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  private static String text(ByteBuffer header, int from, int length) {
    String text = new String(header.array(), from, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  private Span member(String name) {
    Span span = members.get(name);
    Check.that(span != null, name, "missing", "a member");
    return Objects.requireNonNull(span);
  }

  /** A member that is nothing but pickles and short records. */
  private PickleBytes small(String name) throws IOException {
    Span span = member(name);
    Check.that(span.size <= MAX_PICKLE_BYTES, name, span.size + " bytes", "<= " + MAX_PICKLE_BYTES);
    return window(span.begin, span.size);
  }

  private PickleBytes window(long begin, long size) throws IOException {
    return new PickleBytes(channel.map(FileChannel.MapMode.READ_ONLY, begin, size));
  }

  private void checkSystem() throws IOException {
    if (members.containsKey("sys_info")) {
      Object system = TorchPickle.readWith(small("sys_info"), TarTorch::unknown);
      Check.that(
          system instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("little_endian")),
          "byteorder",
          "big",
          "little: save it again on a common machine");
    }
  }

  private void readStorages() throws IOException {
    Records records = new Records(member("storages"));
    long count = number(records.next());
    for (long i = 0; i < count; i++) {
      Object[] record = (Object[]) records.next(); // key, device, type
      DataKind kind = ((TorchPickle.StorageType) record[2]).kind();
      long elements = records.nextLong();
      long bytes = kind.bytes(new long[] {elements});
      storages.put(number(record[0]), new TorchPickle.Storage(kind, elements, records.skip(bytes)));
    }
    for (Object part : (List<?>) records.next()) {
      Object[] record = (Object[]) part; // key, whole, offset, elements
      TorchPickle.Storage whole = storage(record[1]);
      long offset = number(record[2]);
      long elements = number(record[3]);
      Check.that(
          offset >= 0 && elements >= 0 && offset <= whole.elements() - elements,
          "storage " + record[0],
          "reaches beyond another",
          "a part of it");
      long begin = whole.begin() + offset * whole.kind().bytes();
      storages.put(number(record[0]), new TorchPickle.Storage(whole.kind(), elements, begin));
    }
  }

  private void readTensors() throws IOException {
    PickleBytes in = small("tensors");
    long count = number(TorchPickle.readWith(in, TarTorch::unknown));
    for (long i = 0; i < count; i++) {
      Object[] record =
          (Object[]) TorchPickle.readWith(in, TarTorch::unknown); // key, storage, type
      // the upper half was never written
      int axes = (int) in.nextLong();
      Check.that(axes >= 0 && axes <= MAX_AXES, "tensor " + record[0], axes + " axes", "few");
      long[] shape = in.nextLongs(axes);
      long[] strides = in.nextLongs(axes);
      tensors.put(
          number(record[0]), TorchPickle.tensor(storage(record[1]), in.nextLong(), shape, strides));
    }
  }

  private TorchPickle.Storage storage(Object key) {
    return Objects.requireNonNull(storages.get(number(key)), "storage " + key);
  }

  /** A tensor of the tree, or a storage. */
  private Object named(Object id) {
    if (!(id instanceof String key)) {
      throw new TorchPickle.RefusedException("a module with its source");
    }
    TorchFile.Tensor tensor = tensors.get(Long.valueOf(key));
    return tensor != null ? tensor : storage(Long.valueOf(key));
  }

  private static Object unknown(Object id) {
    throw new IllegalArgumentException("reference: " + id + " (expected: none here)");
  }

  private static long number(@Nullable Object value) {
    Check.that(value instanceof Number, "number", String.valueOf(value), "a number");
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  /** Pickles with values of any length between them. */
  private final class Records {
    private final Span span;
    private long position;

    Records(Span span) {
      this.span = span;
      position = span.begin;
    }

    Object next() throws IOException {
      PickleBytes in = window(position, Math.min(RECORD_BYTES, span.end() - position));
      Object record = TorchPickle.readWith(in, TarTorch::unknown);
      position += in.position();
      return record;
    }

    long nextLong() throws IOException {
      ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      TensorFile.readFully(channel, value, skip(Long.BYTES));
      return value.getLong(0);
    }

    /** Where the bytes that are passed over begin. */
    long skip(long bytes) {
      Check.that(
          bytes >= 0 && bytes <= span.end() - position, "storages", "cut", bytes + " bytes more");
      long begin = position;
      position += bytes;
      return begin;
    }
  }
}
