package org.gdposr.activities.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.StageIdentity;

/** What differs between two identities of a stage, in words. */
final class IdentityChanges {
  private IdentityChanges() {}

  /** Revision, then config leaves by dotted key, then inputs; empty if the identities are equal. */
  static List<String> between(StageIdentity before, StageIdentity now) {
    List<String> changes = new ArrayList<>();
    if (before.revision() != now.revision()) {
      changes.add("revision " + before.revision() + " → " + now.revision());
    }
    SortedMap<String, String> old = leaves(before.sections());
    SortedMap<String, String> young = leaves(now.sections());
    for (String key : union(old, young)) {
      String from = old.getOrDefault(key, "none");
      String to = young.getOrDefault(key, "none");
      if (!from.equals(to)) {
        changes.add(key + ": " + from + " → " + to);
      }
    }
    for (String input : union(before.inputs(), now.inputs())) {
      String from = before.inputs().getOrDefault(input, "");
      if (!from.equals(now.inputs().getOrDefault(input, ""))) {
        changes.add(nameOf(input) + " changed");
      }
    }
    return changes;
  }

  private static String nameOf(String input) {
    return switch (input) {
      case Identities.SOURCE -> "source images";
      case RunInputs.BASE -> "base weights";
      default -> "input " + input;
    };
  }

  private static TreeSet<String> union(Map<String, ?> a, Map<String, ?> b) {
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    return keys;
  }

  private static SortedMap<String, String> leaves(Map<String, Object> sections) {
    SortedMap<String, String> leaves = new TreeMap<>();
    sections.forEach((key, value) -> collect(key, value, leaves));
    return leaves;
  }

  private static void collect(String key, Object value, Map<String, String> leaves) {
    if (value instanceof Map<?, ?> section) {
      section.forEach((name, inner) -> collect(key + "." + name, inner, leaves));
    } else if (value instanceof String text) {
      leaves.put(key, text);
    } else {
      leaves.put(key, new String(Json.write(value), StandardCharsets.UTF_8));
    }
  }
}
