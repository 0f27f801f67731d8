package org.gdposr.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.Check;

/**
 * What torch.save wrote before 1.6: pickles of a magic number, a version, the writer's system, the
 * tree and the storages' keys, then each storage's length and bytes. Where a storage lies is known
 * behind the tree only, so the tree is read twice.
 */
final class LegacyTorch {
  private static final int VERSION = 1001;
  private static final int LENGTH_BYTES = 8;

  /** More than a tree takes, and as much as one mapping can hold. */
  private static final long MAX_PICKLE_BYTES = 1 << 28;

  private LegacyTorch() {}

  /**
   * The tree of a file that begins with the magic number.
   *
   * @throws TorchPickle.RefusedException for a class that isn't allowed
   */
  static Object root(FileChannel channel) throws IOException {
    long size = Math.min(channel.size(), MAX_PICKLE_BYTES);
    PickleBytes in = new PickleBytes(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    TorchPickle.StorageFinder none = (key, bytes) -> 0;
    TorchPickle.read(in, none);
    Object version = TorchPickle.read(in, none);
    Check.that(
        version instanceof Number number && number.intValue() == VERSION,
        "version",
        version,
        String.valueOf(VERSION));
    Check.that(
        TorchPickle.read(in, none) instanceof Map<?, ?> system
            && Boolean.TRUE.equals(system.get("little_endian")),
        "byteorder",
        "big",
        "little: save it again on a common machine");
    int tree = in.position();
    Map<String, Long> sizes = new HashMap<>();
    TorchPickle.read(
        in,
        (key, bytes) -> {
          sizes.merge(key, bytes, Math::max);
          return 0;
        });
    Map<String, Long> begins = begins(channel, in, sizes);
    in.seek(tree);
    return TorchPickle.read(
        in, (key, bytes) -> Objects.requireNonNull(begins.get(key), "storage " + key));
  }

  private static Map<String, Long> begins(
      FileChannel channel, PickleBytes in, Map<String, Long> sizes) throws IOException {
    List<?> keys = (List<?>) TorchPickle.read(in, (key, bytes) -> 0);
    Map<String, Long> begins = new HashMap<>();
    long position = in.position();
    for (Object key : keys) {
      ByteBuffer elements = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      TensorFile.readFully(channel, elements, position);
      long bytes = Objects.requireNonNull(sizes.get(String.valueOf(key)), "storage " + key);
      long begin = position + LENGTH_BYTES;
      long claimed = elements.getLong(0);
      Check.that(
          claimed >= 0 && claimed <= bytes && bytes <= channel.size() - begin,
          "storage " + key,
          claimed + " elements",
          bytes + " bytes within the file: it is cut");
      begins.put(String.valueOf(key), begin);
      position = begin + bytes;
    }
    return begins;
  }
}
