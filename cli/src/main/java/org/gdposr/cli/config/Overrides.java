package org.gdposr.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --set a.b=c}: one value of a config replaced. */
final class Overrides {
  private Overrides() {}

  /** Replaces the value at {@code path}; a list's items are named by their index. */
  @SuppressWarnings("unchecked") // YAML without types has string keys and plain values only
  static void set(Map<String, Object> tree, String path, Object value) {
    String[] parts = path.split("\\.", -1);
    Object place = tree;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (place instanceof List<?> list) {
        int index = index(list, parts, i);
        if (last) {
          ((List<Object>) list).set(index, value);
        } else {
          place = list.get(index);
        }
      } else if (place instanceof Map<?, ?> map) {
        if (last) {
          ((Map<String, Object>) map).put(parts[i], value);
        } else {
          place = ((Map<String, Object>) map).computeIfAbsent(parts[i], k -> new LinkedHashMap<>());
        }
      } else {
        throw new ConfigException(path + ": unknown key (" + upTo(parts, i) + " has no keys)");
      }
    }
  }

  private static int index(List<?> list, String[] parts, int at) {
    try {
      int index = Integer.parseInt(parts[at]);
      if (index >= 0 && index < list.size()) {
        return index;
      }
    } catch (NumberFormatException e) {
      // said below: what stands there is no index
    }
    throw new ConfigException(
        "%s: %s (expected: an index from 0 to %d)"
            .formatted(upTo(parts, at), parts[at], list.size() - 1));
  }

  private static String upTo(String[] parts, int end) {
    return String.join(".", List.of(parts).subList(0, end));
  }
}
