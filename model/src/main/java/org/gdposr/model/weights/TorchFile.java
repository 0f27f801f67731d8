package org.gdposr.model.weights;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A file that {@code torch.save} or {@code torch.jit.save} wrote (.pth, .pt, .pkl, .bin), in the
 * zip format of torch 1.6 and later or either of those before it: a tree of dicts, lists, numbers
 * and texts with tensors in it. It is read without running anything: a file that asks for more than
 * tensors, numbers and names is refused. Of a TorchScript program only the modules' tensors are
 * seen.
 */
public final class TorchFile {
  private static final String FORMAT = "torch file";
  private static final String PICKLE = "data.pkl";
  private static final long MAX_PICKLE_BYTES = 1 << 28;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NODES = 1 << 22;

  /** The first bytes of what torch.save wrote before 1.6. */
  private static final byte[] LEGACY = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46
  };

  private static final List<String> STATE_DICTS =
      List.of("model", "params_ema", "params", "state_dict");

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Path path;
  private final TensorFile file;
  private final boolean script;
  private final @Nullable Object root;

  private TorchFile(Path path, TensorFile file, boolean script, @Nullable Object root) {
    this.path = path;
    this.file = file;
    this.script = script;
    this.root = root;
  }

  /** What the tree holds for a tensor; the values stay in the file. */
  public static final class Tensor {
    private final TensorFile.Place place;

    Tensor(TensorFile.Place place) {
      this.place = place;
    }

    /** In the words of safetensors: F32, F16, BF16 … */
    public String dtype() {
      return place.kind().name();
    }

    public Shape shape() {
      return new Shape(place.shape());
    }

    @Override
    public String toString() {
      return dtype() + shape();
    }
  }

  /**
   * Reads the tree; the tensors' values stay where they are.
   *
   * @throws DataException naming file and reason when it is missing, cut, of another format, or
   *     asks for something else than tensors, numbers and names
   */
  public static TorchFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      boolean tar = TarTorch.isTar(channel);
      if (tar || isLegacy(channel)) {
        Object root = tar ? TarTorch.root(channel) : LegacyTorch.root(channel);
        return new TorchFile(path, new TensorFile(path), false, new TreeCopy().of(root, 0));
      }
      SortedMap<String, StoredZip.Span> entries = StoredZip.read(channel).entries();
      String folder = folder(entries.keySet());
      StoredZip.Span order = entries.get(folder + "byteorder");
      Check.that(
          order == null || text(channel, order).equals("little"),
          "byteorder",
          "big",
          "little: save it again on a common machine");
      Object root =
          TorchPickle.read(
              bytes(channel, found(entries, folder + PICKLE), MAX_PICKLE_BYTES),
              (key, size) -> {
                StoredZip.Span span = found(entries, folder + "data/" + key);
                Check.that(size <= span.size(), "data/" + key, span.size() + " bytes", size + "");
                return span.begin();
              });
      boolean script = entries.containsKey(folder + "constants.pkl");
      return new TorchFile(path, new TensorFile(path), script, new TreeCopy().of(root, 0));
    } catch (TorchPickle.RefusedException e) {
      throw new DataException(
          path
              + ": asks for "
              + e.getMessage()
              + " (expected: tensors, numbers and names only; the file may be malicious)",
          e);
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw TensorFile.unreadable(path, FORMAT, e);
    }
  }

  /**
   * The tree: maps in the file's order where it has one, lists (also for tuples and sets), numbers,
   * texts, booleans, nulls and {@link Tensor}s.
   */
  public @Nullable Object root() {
    return root;
  }

  /**
   * The tensors of a network's state dict, which lies at the root or under one of the keys that are
   * in use for it.
   *
   * @throws DataException as {@link #source}
   */
  public TensorSource stateDict() {
    return STATE_DICTS.stream()
        .filter(dict()::containsKey)
        .findFirst()
        .map(this::source)
        .orElseGet(this::source);
  }

  /**
   * The dict at a path of keys.
   *
   * @throws DataException naming the file and the keys that are there, if there is none
   */
  public Map<?, ?> dict(String... keys) {
    Object node = root;
    List<Object> there = new ArrayList<>();
    for (String key : keys) {
      there.clear();
      there.addAll(keysOf(node));
      node = node instanceof Map<?, ?> map ? map.get(key) : null;
    }
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    String wanted = keys.length == 0 ? "a dict" : "a dict " + String.join(".", keys);
    throw new DataException(path + ": holds " + listed(there) + " (expected: " + wanted + ")");
  }

  /**
   * The tensors of the dict at a path of keys, such as {@code params_ema}, or of the root.
   *
   * @throws DataException naming the file and what it holds, if there are none
   */
  public TensorSource source(String... keys) {
    TreeMap<String, TensorFile.Place> places = new TreeMap<>();
    Map<?, ?> dict = dict(keys);
    collect("", dict, places);
    if (places.isEmpty()) {
      throw new DataException(
          path + ": holds " + listed(dict.keySet()) + " (expected: tensors by name)");
    }
    String label = keys.length == 0 ? path.toString() : path + " (" + String.join(".", keys) + ")";
    return new PlacedTensors(label, file, places);
  }

  /** A TorchScript program nests its modules where a state dict joins their names by dots. */
  private void collect(String prefix, Map<?, ?> dict, Map<String, TensorFile.Place> places) {
    dict.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Tensor tensor) {
            places.put(name, tensor.place);
          } else if (script && value instanceof Map<?, ?> module) {
            collect(name + ".", module, places);
          }
        });
  }

  /** What torch.save wrote before 1.6, or else its zip format. */
  private static boolean isLegacy(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(LEGACY.length, channel.size()));
    TensorFile.readFully(channel, start, 0);
    byte[] bytes = start.array();
    if (Arrays.equals(bytes, LEGACY)) {
      return true;
    }
    Check.that(
        bytes.length >= ZIP.length && Arrays.equals(Arrays.copyOf(bytes, ZIP.length), ZIP),
        "format",
        "unknown",
        "what torch.save writes");
    return false;
  }

  private static String folder(Set<String> names) {
    List<String> pickles =
        names.stream().filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE)).toList();
    Check.that(pickles.size() == 1, PICKLE, pickles.size() + " entries", "one");
    String name = pickles.get(0);
    return name.substring(0, name.length() - PICKLE.length());
  }

  private static StoredZip.Span found(SortedMap<String, StoredZip.Span> entries, String name) {
    StoredZip.Span span = entries.get(name);
    Check.that(span != null, name, "missing", "an entry");
    Check.that(
        !Objects.requireNonNull(span).compressed(), name, "compressed", "stored, as torch does");
    return span;
  }

  private static String text(FileChannel channel, StoredZip.Span span) throws IOException {
    return new String(bytes(channel, span, 16), StandardCharsets.UTF_8).strip();
  }

  private static byte[] bytes(FileChannel channel, StoredZip.Span span, long most)
      throws IOException {
    Check.that(span.size() <= most, "entry", span.size() + " bytes", "<= " + most);
    ByteBuffer into = ByteBuffer.allocate((int) span.size());
    while (into.hasRemaining()) {
      if (channel.read(into, span.begin() + into.position()) < 0) {
        throw new IOException("the file ends early");
      }
    }
    return into.array();
  }

  /** The library's arrays and sets as lists, nothing of which can be changed. */
  private static final class TreeCopy {
    private int nodes;

    @Nullable Object of(@Nullable Object value, int depth) {
      Check.that(depth < MAX_DEPTH, "nesting", "over " + MAX_DEPTH, "a tree of few levels");
      // a list that holds another twice, and so on, would grow without end
      Check.that(nodes++ < MAX_NODES, "values", "over " + MAX_NODES, "a tree of weights");
      if (value instanceof TorchPickle.ParameterObject parameter) {
        return of(parameter.value(), depth + 1);
      }
      if (value instanceof Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(of(k, depth + 1), of(v, depth + 1)));
        return Collections.unmodifiableMap(copy);
      }
      Collection<?> items =
          value instanceof Object[] tuple
              ? Arrays.asList(tuple)
              : value instanceof Collection<?> collection ? collection : null;
      if (items == null) {
        return value;
      }
      List<Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(of(item, depth + 1)));
      return Collections.unmodifiableList(copy);
    }
  }

  private static Set<?> keysOf(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map.keySet() : Set.of();
  }

  private static String listed(Collection<?> keys) {
    return keys.isEmpty()
        ? "nothing by name"
        : Faults.joined(keys.stream().map(String::valueOf).sorted().toList(), ", ");
  }
}
