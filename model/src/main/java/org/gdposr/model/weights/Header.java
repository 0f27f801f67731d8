package org.gdposr.model.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;

/**
 * The head of a safetensors file: eight bytes of length, then JSON that names every tensor's type,
 * shape and place.
 *
 * @param entries by tensor name
 * @param metadata free text by key
 */
record Header(SortedMap<String, Entry> entries, SortedMap<String, String> metadata) {
  static final int LENGTH_BYTES = 8;
  static final long MAX_BYTES = 100_000_000;
  private static final int ALIGNMENT = 64;
  private static final String METADATA = "__metadata__";

  /** One tensor; begin and end are bytes from the start of the data. */
  record Entry(String dtype, long[] shape, long begin, long end) {
    Entry {
      long size = DataKind.of(dtype).bytes(shape);
      Check.that(
          begin >= 0 && end - begin == size,
          "data_offsets",
          begin + ".." + end,
          size + " bytes for " + dtype + Arrays.toString(shape));
    }
  }

  /**
   * @throws RuntimeException with the reason, when the text is no header over {@code dataBytes}
   */
  static Header parse(String json, long dataBytes) {
    TreeMap<String, Entry> entries = new TreeMap<>();
    TreeMap<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, JsonElement> field :
        JsonParser.parseString(json).getAsJsonObject().entrySet()) {
      JsonObject value = field.getValue().getAsJsonObject();
      if (field.getKey().equals(METADATA)) {
        value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
      } else {
        try {
          entries.put(field.getKey(), entry(value));
        } catch (RuntimeException e) {
          throw new IllegalArgumentException(field.getKey() + ": " + e.getMessage(), e);
        }
      }
    }
    checkCover(entries, dataBytes);
    return new Header(entries, metadata);
  }

  /** Length and JSON, padded with spaces so that the data starts 64-byte aligned. */
  ByteBuffer bytes() {
    JsonObject json = new JsonObject();
    if (!metadata.isEmpty()) {
      JsonObject texts = new JsonObject();
      metadata.forEach(texts::addProperty);
      json.add(METADATA, texts);
    }
    entries.forEach((name, entry) -> json.add(name, json(entry)));
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    int end = LENGTH_BYTES + text.length;
    int padded = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded - LENGTH_BYTES).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.flip();
  }

  private static Entry entry(JsonObject json) {
    for (String key : List.of("dtype", "shape", "data_offsets")) {
      Check.that(json.has(key), key, "missing", "in each tensor's entry");
    }
    JsonArray offsets = json.getAsJsonArray("data_offsets");
    Check.that(offsets.size() == 2, "data_offsets", offsets, "begin and end");
    long[] shape =
        json.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
    return new Entry(
        json.get("dtype").getAsString(),
        shape,
        offsets.get(0).getAsLong(),
        offsets.get(1).getAsLong());
  }

  private static JsonObject json(Entry entry) {
    JsonArray shape = new JsonArray();
    Arrays.stream(entry.shape()).forEach(shape::add);
    JsonArray offsets = new JsonArray();
    offsets.add(entry.begin());
    offsets.add(entry.end());
    JsonObject json = new JsonObject();
    json.addProperty("dtype", entry.dtype());
    json.add("shape", shape);
    json.add("data_offsets", offsets);
    return json;
  }

  private static void checkCover(SortedMap<String, Entry> entries, long dataBytes) {
    long reached = 0;
    List<Map.Entry<String, Entry>> inOrder =
        entries.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    for (Map.Entry<String, Entry> e : inOrder) {
      long begin = e.getValue().begin();
      Check.that(
          begin >= reached, e.getKey(), "overlaps the tensor before it", "begin = " + reached);
      Check.that(begin == reached, e.getKey(), "leaves a hole before it", "begin = " + reached);
      reached = e.getValue().end();
    }
    Check.that(
        reached == dataBytes, "data", dataBytes + " bytes", reached + " bytes: cut or lengthened");
  }
}
