package org.gdposr.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that a mistyped one may have meant. */
public final class NearestName {
  private NearestName() {}

  /** The candidate with the fewest edits, if they are few for a name of this length. */
  public static Optional<String> of(String typed, Collection<String> candidates) {
    return several(typed, candidates, 1).stream().findFirst();
  }

  /** At most {@code limit} candidates, nearest first. */
  public static List<String> several(String typed, Collection<String> candidates, int limit) {
    int tolerance = Math.max(2, typed.length() / 3);
    return candidates.stream()
        .filter(candidate -> edits(typed, candidate) <= tolerance)
        .sorted(
            Comparator.comparingInt((String candidate) -> edits(typed, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .toList();
  }

  /** Levenshtein distance, blind to case. */
  static int edits(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
