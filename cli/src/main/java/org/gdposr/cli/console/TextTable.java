package org.gdposr.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text in aligned columns. */
public final class TextTable {
  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param heads the first row; a head that starts with {@code >} sets its column to the right
   */
  public TextTable(String... heads) {
    right = new boolean[heads.length];
    String[] names = new String[heads.length];
    for (int i = 0; i < heads.length; i++) {
      right[i] = heads[i].startsWith(">");
      names[i] = right[i] ? heads[i].substring(1) : heads[i];
    }
    rows.add(names);
  }

  /** Adds a row of as many cells as there are heads. */
  public TextTable row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException("cells: " + Arrays.toString(cells));
    }
    rows.add(cells);
    return this;
  }

  /** The lines, without white space at their ends. */
  public List<String> lines() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String padding = " ".repeat(widths[i] - row[i].length());
        line.append(i == 0 ? "" : "  ").append(right[i] ? padding + row[i] : row[i] + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
