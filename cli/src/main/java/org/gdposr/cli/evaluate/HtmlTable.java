package org.gdposr.cli.evaluate;

import org.gdposr.model.metric.MetricName;

/** A comparison in HTML. */
final class HtmlTable {
  private HtmlTable() {}

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder("<table class=\"comparison\">\n<thead>\n<tr>");
    text.append("<th scope=\"col\">Data set</th><th scope=\"col\">Method</th>");
    for (MetricName metric : comparison.metrics()) {
      text.append("<th scope=\"col\">").append(ScoreText.head(metric)).append("</th>");
    }
    text.append("</tr>\n</thead>\n");
    comparison.groups().forEach(group -> append(text, group));
    text.append("</table>\n<p class=\"soft\">")
        .append(Markup.HTML.legend(comparison))
        .append("</p>\n");
    return text.toString();
  }

  private static void append(StringBuilder text, Comparison.Group group) {
    text.append("<tbody>\n");
    boolean first = true;
    for (Comparison.Row row : group.rows()) {
      text.append("<tr>");
      if (first) {
        text.append("<th scope=\"rowgroup\" rowspan=\"").append(group.rows().size()).append("\">");
        text.append(Markup.HTML.escaped(group.title())).append("</th>");
      }
      first = false;
      text.append("<th scope=\"row\">").append(Markup.HTML.escaped(row.method())).append("</th>");
      row.cells()
          .forEach(cell -> text.append("<td>").append(Markup.HTML.cell(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    text.append("</tbody>\n");
  }
}
