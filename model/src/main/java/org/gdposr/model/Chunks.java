package org.gdposr.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Items cut into chunks of equal size by index, the last one perhaps smaller.
 *
 * @param items all items
 * @param size items per chunk
 */
public record Chunks(int items, int size) {
  public Chunks {
    Check.that(items >= 1, "items", items, ">= 1");
    Check.that(size >= 1, "size", size, ">= 1");
  }

  public int count() {
    return (items + size - 1) / size;
  }

  /** Names of the chunks: {@code prefix} and five digits. */
  public List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    for (int chunk = 0; chunk < count(); chunk++) {
      names.add(prefix + name(chunk));
    }
    return names;
  }

  /** First item of a chunk. */
  public int first(int chunk) {
    return chunk * size;
  }

  /** Item after the last of a chunk. */
  public int end(int chunk) {
    return Math.min(items, (chunk + 1) * size);
  }

  /** The chunk that holds an item. */
  public int of(int item) {
    return item / size;
  }

  /** A chunk's number in names: five digits, so that names sort. */
  public static String name(int chunk) {
    return FiveDigits.of(chunk);
  }
}
