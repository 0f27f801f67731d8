package org.gdposr.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.gdposr.cli.page.Html;
import org.gdposr.model.metric.MetricName;

/** Means of every method on every data set. */
final class SummarySection {
  private final Evaluation evaluation;
  private final ScoreDigits digits;
  private final boolean seeds;

  SummarySection(Evaluation evaluation, ScoreDigits digits) {
    this.evaluation = evaluation;
    this.digits = digits;
    this.seeds = evaluation.methods().stream().anyMatch(method -> method.seeds().size() > 1);
  }

  String html() {
    Map<String, List<MethodScores>> datasets = new LinkedHashMap<>();
    for (MethodScores method : evaluation.methods()) {
      datasets.computeIfAbsent(method.dataset(), name -> new ArrayList<>()).add(method);
    }
    StringBuilder bodies = new StringBuilder();
    datasets.forEach((name, methods) -> bodies.append(body(name, methods)));
    return """
    <section aria-labelledby="summary"><h2 id="summary">Summary</h2>
    <p class="soft">%s</p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="summary"><table class="summary"><thead><tr><th scope="col">Method</th><th scope="col" class="n">Images</th>%s%s</tr></thead>%s</table></div></section>
    """
        .formatted(
            legend(datasets.values()),
            seeds ? "<th scope=\"col\" class=\"n\">Seeds</th>" : "",
            heads(),
            bodies);
  }

  private String legend(Iterable<List<MethodScores>> datasets) {
    StringBuilder text =
        new StringBuilder("Means over the images. Better is higher for ↑ and lower for ↓.");
    if (seeds) {
      text.append(
          " Below a mean over several seeds: ± standard deviation of the seeds' means, and ↔ the distance between the smallest and the largest.");
    }
    for (List<MethodScores> methods : datasets) {
      if (methods.size() > 1) {
        text.append(
            " <span class=\"legend best\">Best</span> and <span class=\"legend second\">second-best</span> of a data set are marked.");
        break;
      }
    }
    return text.toString();
  }

  private String heads() {
    StringBuilder heads = new StringBuilder();
    for (MetricName metric : evaluation.metrics()) {
      heads.append(
          "<th scope=\"col\" class=\"n\">%s <span title=\"%s is better\">%s</span></th>"
              .formatted(
                  Html.escaped(metric.label()),
                  metric.higherIsBetter() ? "higher" : "lower",
                  metric.higherIsBetter() ? "↑" : "↓"));
    }
    return heads.toString();
  }

  private String body(String dataset, List<MethodScores> methods) {
    StringBuilder body = new StringBuilder("<tbody>");
    if (!dataset.isEmpty()) {
      body.append(
          "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%d\"><span>%s</span></th></tr>"
              .formatted(evaluation.metrics().size() + (seeds ? 3 : 2), Html.escaped(dataset)));
    }
    for (MethodScores method : methods) {
      body.append(
          "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td>"
              .formatted(Html.escaped(method.method()), method.images()));
      if (seeds) {
        body.append("<td class=\"n\">").append(method.seeds().size()).append("</td>");
      }
      evaluation.metrics().forEach(metric -> body.append(cell(method, metric, methods)));
      body.append("</tr>");
    }
    return body.append("</tbody>").toString();
  }

  private String cell(MethodScores method, MetricName metric, List<MethodScores> rivals) {
    int place = place(method, metric, rivals);
    String mark =
        switch (place) {
          case 0 -> " best";
          case 1 -> " second";
          default -> "";
        };
    StringBuilder notes = new StringBuilder();
    OptionalDouble deviation = method.deviation(metric);
    if (deviation.isPresent() && Double.isFinite(deviation.getAsDouble())) {
      notes.append(
          "<small>± %s</small><small>↔ %s</small>"
              .formatted(
                  digits.text(metric, deviation.getAsDouble()),
                  digits.text(
                      metric, method.spread(metric).getMax() - method.spread(metric).getMin())));
    }
    int scored = scored(method, metric);
    if (scored > 0 && scored < method.images()) {
      notes.append("<small>of %d image%s</small>".formatted(scored, scored == 1 ? "" : "s"));
    }
    return "<td class=\"n%s\"><span>%s</span>%s</td>".formatted(mark, text(method, metric), notes);
  }

  private String text(MethodScores method, MetricName metric) {
    return digits.text(metric, method.mean(metric).orElse(Double.NaN));
  }

  /**
   * How many rivals are better, or -1 where nothing is to be marked. What reads the same counts as
   * equal.
   */
  private int place(MethodScores method, MetricName metric, List<MethodScores> rivals) {
    OptionalDouble own = method.mean(metric);
    if (own.isEmpty() || Double.isNaN(own.getAsDouble()) || rivals.size() < 2) {
      return -1;
    }
    String text = text(method, metric);
    return (int)
        rivals.stream()
            .filter(rival -> rival.mean(metric).isPresent())
            .filter(rival -> !text(rival, metric).equals(text))
            .filter(
                rival ->
                    metric.higherIsBetter()
                        ? rival.mean(metric).getAsDouble() > own.getAsDouble()
                        : rival.mean(metric).getAsDouble() < own.getAsDouble())
            .map(rival -> text(rival, metric))
            .distinct()
            .count();
  }

  /** Images in the seed that has the fewest with this score; all of them for a set's score. */
  private static int scored(MethodScores method, MetricName metric) {
    if (metric.kind() == MetricName.Kind.SET) {
      return method.images();
    }
    return method.seeds().stream()
        .mapToInt(
            seed ->
                (int)
                    seed.images().stream()
                        .filter(image -> image.scores().containsKey(metric))
                        .count())
        .min()
        .orElse(0);
  }
}
