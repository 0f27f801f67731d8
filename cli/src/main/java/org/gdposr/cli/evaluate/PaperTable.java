package org.gdposr.cli.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.model.Check;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;

/**
 * A table of the GDPO-SR paper whose columns are metrics: all but Table 4, which is of cost. Where
 * the paper names the data set only in the text, as in Tables 5 to 11, the rows bear it.
 *
 * <p>Figures are as printed, also where tables disagree: those of AFINE in Table 5, of RealSR by
 * its caption, are Table 1's of DRealSR.
 *
 * @param name {@code table02}
 * @param caption the paper's, without its legend
 * @param metrics columns, in the paper's order
 * @param rows in the paper's order
 */
public record PaperTable(String name, String caption, List<MetricName> metrics, List<Row> rows) {
  private static final String INDEX = "tables.csv";
  private static final Pattern NAME = Pattern.compile("(?i)(?:table)?\\s*0*(\\d{1,2})");

  public PaperTable {
    metrics = List.copyOf(metrics);
    rows = List.copyOf(rows);
  }

  /**
   * A method on a data set.
   *
   * @param figures by metric
   */
  public record Row(String dataset, String method, Map<MetricName, Figure> figures) {
    public Row {
      figures = Map.copyOf(figures);
    }

    /** The figure of a metric; empty for one that is no column. */
    public Optional<Figure> figure(MetricName metric) {
      return Optional.ofNullable(figures.get(metric));
    }
  }

  /**
   * A figure of the paper.
   *
   * @param printed with the paper's own digits
   */
  public record Figure(String printed) {
    public double value() {
      return Double.parseDouble(printed);
    }
  }

  /**
   * The table of a number.
   *
   * @param name {@code table02}, {@code table2}, {@code Table 2} or {@code 2}
   * @throws IllegalArgumentException names the tables that there are
   */
  public static PaperTable of(String name) {
    Matcher number = NAME.matcher(name.strip());
    String full =
        number.matches()
            ? String.format(Locale.ROOT, "table%02d", Integer.parseInt(number.group(1)))
            : name;
    List<String> names = names();
    Check.that(
        names.contains(full),
        "paper",
        name,
        "a table of the paper that is of metrics: " + String.join(", ", names));
    return read(full, resource(INDEX).rows().get(names.indexOf(full)).get(1));
  }

  /** Names of all tables, in the paper's order. */
  public static List<String> names() {
    return resource(INDEX).rows().stream().map(row -> row.get(0)).toList();
  }

  /** As the paper's text calls it: {@code Table 2}. */
  public String title() {
    return "Table " + Integer.parseInt(name.substring("table".length()));
  }

  /** Data sets, in the paper's order. */
  public List<String> datasets() {
    return rows.stream().map(Row::dataset).distinct().toList();
  }

  /** Methods, in the paper's order. */
  public List<String> methods() {
    return rows.stream().map(Row::method).distinct().toList();
  }

  /** The table's own spelling of a data set, if it has that data set. */
  public Optional<String> dataset(String dataset) {
    return datasets().stream().filter(own -> sameName(own, dataset)).findFirst();
  }

  /** The row of a method on a data set, in any spelling of both. */
  public Optional<Row> row(String dataset, String method) {
    return rows.stream()
        .filter(row -> sameName(row.dataset(), dataset) && sameName(row.method(), method))
        .findFirst();
  }

  /**
   * Whether two names differ in case, blanks and signs at most, so that {@code RealESRGAN} is
   * {@code Real-ESRGAN} and {@code DP2O-SR} is {@code DP²O-SR}. A remark {@code (ours)} is no part
   * of a name.
   */
  static boolean sameName(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace("(ours)", "")
        .replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static PaperTable read(String name, String caption) {
    CsvTable table = resource(name + ".csv");
    int dataset = table.column("Dataset");
    int method = table.column("Method");
    List<MetricName> metrics =
        table.columns().stream().flatMap(label -> MetricName.of(label).stream()).toList();
    List<Row> rows = new ArrayList<>();
    for (List<String> cells : table.rows()) {
      Map<MetricName, Figure> figures = new EnumMap<>(MetricName.class);
      for (MetricName metric : metrics) {
        figures.put(metric, new Figure(cells.get(table.column(metric.label()))));
      }
      rows.add(new Row(cells.get(dataset), cells.get(method), figures));
    }
    return new PaperTable(name, caption, metrics, rows);
  }

  private static CsvTable resource(String file) {
    try (InputStream in = PaperTable.class.getResourceAsStream("paper/" + file)) {
      if (in == null) {
        throw new IllegalStateException("paper/" + file + ": no such resource");
      }
      return CsvTable.of(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
