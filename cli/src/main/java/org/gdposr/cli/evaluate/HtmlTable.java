package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Markup.HTML;

import org.gdposr.model.metric.MetricName;

/** A comparison in HTML. */
final class HtmlTable {
  private HtmlTable() {}

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder("<table class=\"comparison\">\n<caption>");
    text.append(HTML.legend(comparison)).append("</caption>\n<thead>\n<tr>");
    text.append("<th scope=\"col\">Data set</th><th scope=\"col\">Method</th>");
    for (MetricName metric : comparison.metrics()) {
      text.append("<th scope=\"col\">").append(ScoreText.head(metric)).append("</th>");
    }
    text.append("</tr>\n</thead>\n");
    comparison.groups().forEach(group -> append(text, group));
    return text.append("</table>\n").toString();
  }

  private static void append(StringBuilder text, Comparison.Group group) {
    text.append("<tbody>\n");
    boolean first = true;
    for (Comparison.Row row : group.rows()) {
      text.append("<tr>");
      if (first) {
        text.append("<th scope=\"rowgroup\" rowspan=\"").append(group.rows().size()).append("\">");
        text.append(HTML.escaped(group.title())).append("</th>");
      }
      first = false;
      text.append("<th scope=\"row\">").append(HTML.escaped(row.method())).append("</th>");
      row.cells().forEach(cell -> text.append("<td>").append(HTML.cell(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    text.append("</tbody>\n");
  }
}
