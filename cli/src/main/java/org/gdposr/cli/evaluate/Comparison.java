package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.PaperTable.sameName;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;

/**
 * Measured methods beside the paper's figures, a group of rows for each measured data set. A cell
 * is the mean over images and seeds; the paper's figure stands beside it where the paper has the
 * method, by name, on that data set. Methods that only the paper has follow those measured.
 *
 * <p>The best and the second best are marked among a column's measured scores of a data set, as
 * rounded for print, so that scores that look the same are marked the same. A lone score has no
 * mark. The paper's figures have none: they may come from other images and other code.
 */
public final class Comparison {
  private final Optional<PaperTable> paper;
  private final List<MetricName> metrics;
  private final List<Group> groups;
  private final List<String> notes;

  /** What a cell's score is among those measured of its column and data set. */
  public enum Mark {
    BEST,
    SECOND,
    NONE
  }

  /**
   * Rows of a data set.
   *
   * @param dataset as given; empty where it is not known
   * @param paperDataset the paper's that it is compared with; empty for none
   */
  public record Group(String dataset, Optional<String> paperDataset, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }

    /** For people: says of which data set the paper's figures are where it was not named. */
    public String title() {
      if (!dataset.isEmpty()) {
        return dataset;
      }
      return paperDataset.map(name -> "unnamed (paper: " + name + ")").orElse("unnamed");
    }
  }

  /**
   * A method.
   *
   * @param measured whether it was; else all cells have the paper's figures only
   * @param cells one for each metric of the table
   */
  public record Row(String method, boolean measured, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** A score and the paper's. */
  public record Cell(
      MetricName metric, OptionalDouble measured, Optional<PaperTable.Figure> paper, Mark mark) {
    /** The score with the digits of print. */
    Optional<String> rounded() {
      return measured.isPresent()
          ? Optional.of(ScoreText.rounded(metric, measured.getAsDouble()))
          : Optional.empty();
    }

    /** The paper's figure in brackets. */
    Optional<String> bracketed() {
      return paper.map(figure -> "(" + figure.printed() + ")");
    }
  }

  private Comparison(Evaluation evaluation, Optional<PaperTable> paper, List<MetricName> metrics) {
    this.paper = paper;
    this.metrics = List.copyOf(metrics);
    List<String> datasets = datasets(evaluation, paper);
    this.groups = datasets.stream().map(dataset -> group(evaluation, dataset)).toList();
    this.notes = notes(evaluation);
  }

  /** The evaluation alone, with its metrics as columns. */
  public static Comparison of(Evaluation evaluation) {
    return new Comparison(evaluation, Optional.empty(), evaluation.metrics());
  }

  /** With the columns and figures of a table of the paper. */
  public static Comparison of(Evaluation evaluation, PaperTable paper) {
    return new Comparison(evaluation, Optional.of(paper), paper.metrics());
  }

  /** With the figures of a table of the paper, but all metrics of the evaluation as columns. */
  static Comparison ofAllMetrics(Evaluation evaluation, Optional<PaperTable> paper) {
    return new Comparison(evaluation, paper, evaluation.metrics());
  }

  /** The table of the paper whose figures stand in brackets. */
  public Optional<PaperTable> paper() {
    return paper;
  }

  /** Columns, in order. */
  public List<MetricName> metrics() {
    return metrics;
  }

  /** Measured data sets, in the paper's order, then those that it lacks. */
  public List<Group> groups() {
    return groups;
  }

  /** What a reader must know, in sentences: seeds, and names that the paper's table lacks. */
  public List<String> notes() {
    return notes;
  }

  /** For Markdown, with a legend below. */
  public String markdown() {
    return MarkdownTable.of(this);
  }

  /** For LaTeX: a float that takes the packages booktabs, multirow and graphicx. */
  public String latex() {
    return LatexTable.of(this);
  }

  /** For a page: a {@code table} of class {@code comparison}, its legend as caption. */
  public String html() {
    return HtmlTable.of(this);
  }

  /** For programs: all digits of what was measured, then the paper's figures as printed. */
  public String csv() {
    List<String> heads = new ArrayList<>(List.of("dataset", "method"));
    metrics.forEach(metric -> heads.add(metric.label()));
    if (paper.isPresent()) {
      metrics.forEach(metric -> heads.add(metric.label() + " (paper)"));
    }
    StringBuilder text = new StringBuilder(CsvTable.line(heads));
    for (Group group : groups) {
      for (Row row : group.rows()) {
        List<String> values = new ArrayList<>(List.of(group.dataset(), row.method()));
        row.cells().forEach(cell -> values.add(ScoreText.full(cell.measured())));
        if (paper.isPresent()) {
          row.cells()
              .forEach(cell -> values.add(cell.paper().map(PaperTable.Figure::printed).orElse("")));
        }
        text.append(CsvTable.line(values));
      }
    }
    return text.toString();
  }

  private static List<String> datasets(Evaluation evaluation, Optional<PaperTable> paper) {
    List<String> order = paper.map(PaperTable::datasets).orElse(List.of());
    Comparator<String> byPaper =
        Comparator.comparingInt(
            dataset -> {
              int place = paper.flatMap(t -> t.dataset(dataset)).map(order::indexOf).orElse(-1);
              return place < 0 ? order.size() : place;
            });
    return evaluation.methods().stream()
        .map(MethodScores::dataset)
        .distinct()
        .sorted(byPaper)
        .toList();
  }

  /** The paper's data set to compare with; one without a name can only be a table's only one. */
  private Optional<String> paperDataset(String dataset) {
    if (paper.isEmpty() || !dataset.isEmpty()) {
      return paper.flatMap(table -> table.dataset(dataset));
    }
    List<String> all = paper.get().datasets();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private Group group(Evaluation evaluation, String dataset) {
    Optional<String> paperDataset = paperDataset(dataset);
    List<MethodScores> measured =
        evaluation.methods().stream().filter(m -> m.dataset().equals(dataset)).toList();
    List<Row> rows = new ArrayList<>();
    for (MethodScores method : measured) {
      List<Cell> cells = new ArrayList<>();
      for (MetricName metric : metrics) {
        OptionalDouble score = method.mean(metric);
        Optional<PaperTable.Figure> figure =
            paper.flatMap(
                table ->
                    paperDataset
                        .flatMap(name -> table.row(name, method.method()))
                        .flatMap(row -> row.figure(metric)));
        cells.add(new Cell(metric, score, figure, mark(metric, score, measured)));
      }
      rows.add(new Row(method.method(), true, cells));
    }
    paperDataset.ifPresent(name -> rows.addAll(ofPaperAlone(name, measured)));
    return new Group(dataset, paperDataset, rows);
  }

  private List<Row> ofPaperAlone(String paperDataset, List<MethodScores> measured) {
    List<Row> rows = new ArrayList<>();
    for (PaperTable.Row row : paper.orElseThrow().rows()) {
      boolean known = measured.stream().anyMatch(m -> sameName(m.method(), row.method()));
      if (row.dataset().equals(paperDataset) && !known) {
        List<Cell> cells = new ArrayList<>();
        for (MetricName metric : metrics) {
          cells.add(new Cell(metric, OptionalDouble.empty(), row.figure(metric), Mark.NONE));
        }
        rows.add(new Row(row.method(), false, cells));
      }
    }
    return rows;
  }

  private static Mark mark(MetricName metric, OptionalDouble score, List<MethodScores> among) {
    if (score.isEmpty() || Double.isNaN(score.getAsDouble())) {
      return Mark.NONE;
    }
    List<Double> all =
        among.stream()
            .flatMap(method -> method.mean(metric).stream().boxed())
            .filter(value -> !value.isNaN())
            .map(value -> asPrinted(metric, value))
            .toList();
    if (all.size() < 2) {
      return Mark.NONE;
    }
    Comparator<Double> order = Comparator.naturalOrder();
    List<Double> ranks =
        all.stream().distinct().sorted(metric.higherIsBetter() ? order.reversed() : order).toList();
    return switch (ranks.indexOf(asPrinted(metric, score.getAsDouble()))) {
      case 0 -> Mark.BEST;
      case 1 -> Mark.SECOND;
      default -> Mark.NONE;
    };
  }

  private static double asPrinted(MetricName metric, double score) {
    return Double.parseDouble(ScoreText.rounded(metric, score)) + 0.0; // −0 prints as 0
  }

  private List<String> notes(Evaluation evaluation) {
    List<String> notes = new ArrayList<>();
    int most = evaluation.methods().stream().mapToInt(m -> m.seeds().size()).max().orElse(0);
    int least = evaluation.methods().stream().mapToInt(m -> m.seeds().size()).min().orElse(0);
    if (most > 1) {
      notes.add("Means over %s seeds.".formatted(least < most ? least + " to " + most : most));
    }
    paper.ifPresent(table -> groups.forEach(group -> note(table, group).ifPresent(notes::add)));
    paper.flatMap(this::strangers).ifPresent(notes::add);
    return List.copyOf(notes);
  }

  private static Optional<String> note(PaperTable table, Group group) {
    String known = String.join(", ", table.datasets());
    if (group.paperDataset().isPresent()) {
      return group.dataset().isEmpty()
          ? Optional.of(
              "The data set has no name; it is compared with %s, the only one of %s."
                  .formatted(known, table.title()))
          : Optional.empty();
    }
    return Optional.of(
        group.dataset().isEmpty()
            ? "A data set without a name is not compared with %s: name its folder as one of %s."
                .formatted(table.title(), known)
            : "%s is not in %s, which has %s.".formatted(group.dataset(), table.title(), known));
  }

  /** Methods are found by name alone, so a name that the paper hasn't stands beside nothing. */
  private Optional<String> strangers(PaperTable table) {
    List<Group> compared = groups.stream().filter(g -> g.paperDataset().isPresent()).toList();
    boolean found =
        compared.stream()
            .flatMap(group -> group.rows().stream().filter(Row::measured))
            .anyMatch(row -> table.methods().stream().anyMatch(m -> sameName(m, row.method())));
    return found || compared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No measured method has a name of %s: %s."
                .formatted(table.title(), String.join(", ", table.methods())));
  }
}
