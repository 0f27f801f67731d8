package org.gdposr.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.cli.console.TextTable;

/**
 * An evaluation's means for a terminal, the best of a data set with a star and the paper's figures
 * in brackets. Where a row of all metrics is too long, metrics are the rows, in a block for each
 * data set; where its methods are too many for a line, in more blocks.
 */
public final class SummaryLines {
  private static final int WIDTH = 120;
  private static final String GAP = "  ";

  private SummaryLines() {}

  /** The lines, then what stands in brackets and the comparison's notes. */
  public static List<String> of(Evaluation evaluation, Optional<PaperTable> paper) {
    Comparison comparison = Comparison.ofAllMetrics(evaluation, paper);
    List<String> lines = wide(comparison);
    if (lines.stream().anyMatch(line -> line.length() > WIDTH)) {
      lines = tall(comparison);
    }
    List<String> all = new ArrayList<>(lines);
    boolean brackets =
        comparison.groups().stream()
            .flatMap(group -> measured(group).stream())
            .flatMap(row -> row.cells().stream())
            .anyMatch(cell -> cell.paper().isPresent());
    if (brackets) {
      all.add("In brackets: %s of the GDPO-SR paper.".formatted(paper.orElseThrow().title()));
    }
    all.addAll(comparison.notes());
    return List.copyOf(all);
  }

  private static List<String> wide(Comparison comparison) {
    List<String> heads = new ArrayList<>(List.of("data set", "method"));
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < comparison.metrics().size(); i++) {
      heads.add(ScoreText.head(comparison.metrics().get(i)));
      int column = i;
      columns.add(
          aligned(
              comparison.groups().stream()
                  .flatMap(group -> measured(group).stream())
                  .map(row -> row.cells().get(column))
                  .toList()));
    }
    TextTable table = new TextTable(heads.toArray(String[]::new));
    int line = 0;
    for (Comparison.Group group : comparison.groups()) {
      for (Comparison.Row row : measured(group)) {
        List<String> cells = new ArrayList<>(List.of(group.title(), row.method()));
        for (List<String> column : columns) {
          cells.add(column.get(line));
        }
        table.row(cells.toArray(String[]::new));
        line++;
      }
    }
    return table.lines();
  }

  private static List<String> tall(Comparison comparison) {
    List<String> heads = new ArrayList<>(List.of("metric"));
    comparison.metrics().forEach(metric -> heads.add(ScoreText.head(metric)));
    List<String> lines = new ArrayList<>();
    for (Comparison.Group group : comparison.groups()) {
      List<List<String>> columns = new ArrayList<>();
      for (Comparison.Row row : measured(group)) {
        List<String> column = new ArrayList<>(List.of(row.method()));
        column.addAll(aligned(row.cells()));
        columns.add(column);
      }
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(group.title());
      lines.addAll(blocks(heads, columns));
    }
    return lines;
  }

  /** As many columns in a line as there is room for, and one at least. */
  private static List<String> blocks(List<String> heads, List<List<String>> columns) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < columns.size()) {
      int to = from + 1;
      int width = width(heads) + GAP.length() + width(columns.get(from));
      while (to < columns.size() && width + GAP.length() + width(columns.get(to)) <= WIDTH) {
        width += GAP.length() + width(columns.get(to));
        to++;
      }
      lines.addAll(block(heads, columns.subList(from, to)));
      from = to;
    }
    return lines;
  }

  private static List<String> block(List<String> heads, List<List<String>> columns) {
    TextTable table = new TextTable(row(heads, columns, 0));
    for (int i = 1; i < heads.size(); i++) {
      table.row(row(heads, columns, i));
    }
    return table.lines();
  }

  private static String[] row(List<String> heads, List<List<String>> columns, int index) {
    List<String> row = new ArrayList<>(List.of(heads.get(index)));
    columns.forEach(column -> row.add(column.get(index)));
    return row.toArray(String[]::new);
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<Comparison.Row> measured(Comparison.Group group) {
    return group.rows().stream().filter(Comparison.Row::measured).toList();
  }

  /** Cells of one column, scores below scores and brackets below brackets. */
  private static List<String> aligned(List<Comparison.Cell> cells) {
    List<String> scores =
        cells.stream()
            .map(
                cell ->
                    cell.rounded().orElse("–") + (cell.mark() == Comparison.Mark.BEST ? "*" : " "))
            .toList();
    List<String> figures = cells.stream().map(cell -> cell.bracketed().orElse("")).toList();
    List<String> column = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String score = " ".repeat(width(scores) - scores.get(i).length()) + scores.get(i);
      String figure = " ".repeat(width(figures) - figures.get(i).length()) + figures.get(i);
      column.add((score + " " + figure).stripTrailing());
    }
    return column;
  }
}
