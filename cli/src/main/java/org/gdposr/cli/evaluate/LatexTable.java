package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Markup.LATEX;

import java.util.List;
import org.gdposr.model.metric.MetricName;

/** A comparison in LaTeX. */
final class LatexTable {
  private LatexTable() {}

  static String of(Comparison comparison) {
    StringBuilder rows = new StringBuilder();
    comparison.groups().forEach(group -> append(rows, group));
    return """
    %% \\usepackage{booktabs,multirow,graphicx}
    \\begin{table*}
    \\centering
    \\caption{%s}
    \\label{tab:%s}
    \\resizebox{\\textwidth}{!}{%%
    \\begin{tabular}{ll%s}
    \\toprule
    Data set & Method%s \\\\
    %s\\bottomrule
    \\end{tabular}}
    \\end{table*}
    """
        .formatted(
            LATEX.legend(comparison),
            comparison.paper().map(PaperTable::name).orElse("evaluation"),
            "r".repeat(comparison.metrics().size()),
            heads(comparison.metrics()),
            rows);
  }

  private static String heads(List<MetricName> metrics) {
    StringBuilder heads = new StringBuilder();
    for (MetricName metric : metrics) {
      String arrow = metric.higherIsBetter() ? "$\\uparrow$" : "$\\downarrow$";
      heads.append(" & ").append(LATEX.escaped(metric.label())).append(' ').append(arrow);
    }
    return heads.toString();
  }

  private static void append(StringBuilder text, Comparison.Group group) {
    text.append("\\midrule\n");
    boolean first = true;
    for (Comparison.Row row : group.rows()) {
      if (first) {
        text.append("\\multirow{").append(group.rows().size()).append("}{*}{");
        text.append(LATEX.escaped(group.title())).append('}');
      }
      first = false;
      text.append(" & ").append(LATEX.escaped(row.method()));
      row.cells().forEach(cell -> text.append(" & ").append(LATEX.cell(cell)));
      text.append(" \\\\\n");
    }
  }
}
