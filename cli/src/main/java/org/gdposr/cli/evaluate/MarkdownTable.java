package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Markup.MARKDOWN;

import org.gdposr.model.metric.MetricName;

/** A comparison in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder("| Data set | Method |");
    for (MetricName metric : comparison.metrics()) {
      text.append(' ').append(ScoreText.head(metric)).append(" |");
    }
    text.append("\n| --- | --- |").append(" ---: |".repeat(comparison.metrics().size()));
    for (Comparison.Group group : comparison.groups()) {
      for (Comparison.Row row : group.rows()) {
        text.append("\n| ").append(MARKDOWN.escaped(group.title()));
        text.append(" | ").append(MARKDOWN.escaped(row.method())).append(" |");
        row.cells().forEach(cell -> text.append(' ').append(MARKDOWN.cell(cell)).append(" |"));
      }
    }
    return text.append("\n\n").append(MARKDOWN.legend(comparison)).append('\n').toString();
  }
}
