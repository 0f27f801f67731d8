package org.gdposr.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in RFC 4180's form with a header row. Numbers are written in full, so that they read back
 * to the same bits.
 */
public final class CsvTable {
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public CsvTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row of as many values as there are columns. */
  public void add(Object... values) {
    Check.that(values.length == columns.size(), "values", values.length, "as many as " + columns);
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(String.valueOf(value));
    }
    rows.add(row);
  }

  public List<String> columns() {
    return columns;
  }

  public List<List<String>> rows() {
    return rows;
  }

  /** The column's position. */
  public int column(String name) {
    int index = columns.indexOf(name);
    Check.that(index >= 0, "column", name, "one of " + columns);
    return index;
  }

  public void write(Path file) {
    StringBuilder text = new StringBuilder();
    append(text, columns);
    rows.forEach(row -> append(text, row));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CsvTable read(Path file) {
    try {
      return of(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file's text as a table.
   *
   * @param name the file's, for messages
   */
  public static CsvTable of(String name, String text) {
    List<List<String>> lines = parse(text);
    if (lines.isEmpty()) {
      throw new DataException(name + ": empty (expected: a table with a header)");
    }
    CsvTable table = new CsvTable(lines.get(0));
    lines.subList(1, lines.size()).forEach(row -> table.add(row.toArray()));
    return table;
  }

  /** A row as a file has it, with its line break, for tables too long to be held. */
  public static String line(List<String> row) {
    StringBuilder text = new StringBuilder();
    append(text, row);
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      String value = row.get(i);
      boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(i == 0 ? "" : ",")
          .append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
    }
    text.append('\n');
  }

  private static List<List<String>> parse(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(value.toString());
        value.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        value.append(c);
      }
    }
    return rows;
  }
}
