package org.gdposr.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.page.Html;
import org.gdposr.cli.run.ResultTable;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.StageLine;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.SkippedFile;

/** The page, from its head to its lineage. */
final class ReportPage {
  private static final int PICTURE_ROWS = 12;
  private static final String OURS = "gdpo";

  /** The page of every image, beside this one. */
  static final String EVALUATION = "evaluation.html";

  private final ReportData data;
  private final RunSnapshot run;

  ReportPage(ReportData data) {
    this.data = data;
    this.run = data.run();
  }

  String html() {
    return Html.page(
        run.runId(),
        "data:",
        Html.resource(ReportPage.class, "report.css"),
        head()
            + figures()
            + stages()
            + results()
            + cost()
            + pictures()
            + curves()
            + perImage()
            + skipped()
            + lineage()
            + config()
            + "<footer>Everything on this page was read from the run's published artifacts; it loads nothing from elsewhere.</footer>",
        Html.resource(Html.class, "sortable.js"));
  }

  private String head() {
    Map<String, String> code = run.header().code();
    String commit = code.getOrDefault("commit", "unknown");
    StringBuilder meta = new StringBuilder();
    meta.append(
        Html.meta("Started", run.header().createdAt().substring(0, 16).replace('T', ' ') + " UTC"));
    meta.append(Html.meta("Seed", String.valueOf(run.header().config().seed())));
    meta.append(Html.meta("Time of the stages", Durations.of(run.seconds())));
    meta.append(
        Html.meta(
            "Code",
            code.getOrDefault("version", "unknown")
                + ", "
                + commit.substring(0, Math.min(10, commit.length()))
                + ("true".equals(code.get("dirty")) ? " with changes" : "")));
    meta.append(Html.meta("Config", run.header().configSha256().substring(0, 12)));
    meta.append(Html.meta("Record", data.recordSha256().substring(0, 12)));
    data.trackingUrl()
        .ifPresent(
            url ->
                meta.append(
                    "<div><dt>MLflow</dt><dd><a href=\"%s\">open the run</a></dd></div>"
                        .formatted(Html.escaped(url))));
    return """
    <div class="title"><h1>%s</h1><span class="pill %s">%s</span></div>
    <dl class="meta">%s</dl>%s
    """
        .formatted(
            Html.escaped(run.runId()),
            run.state().word(),
            run.state().word(),
            meta,
            run.error().map(ReportPage::error).orElse(""));
  }

  private static String error(RunOutcome.Error error) {
    return "<div class=\"error\"><b>%s</b><p>%s</p><p class=\"soft\">Next: %s.</p></div>"
        .formatted(
            Html.escaped(error.stage() + " (" + error.type().name().toLowerCase(Locale.ROOT) + ")"),
            Html.escaped(error.message()),
            Html.escaped(error.next()));
  }

  /** The policy against the base it was tuned from. */
  private String figures() {
    if (data.tables().isEmpty()) {
      return "";
    }
    ResultTable table = data.tables().get(0);
    StringBuilder figures = new StringBuilder();
    for (MetricName metric : table.metrics()) {
      OptionalDouble ours = table.score(OURS, metric);
      OptionalDouble before = table.score("naosd", metric);
      if (ours.isPresent() && before.isPresent()) {
        figures.append(figure(metric, ours.getAsDouble(), before.getAsDouble()));
      }
    }
    return "<div class=\"figures\">" + figures + "</div>";
  }

  private static String figure(MetricName metric, double ours, double before) {
    String change = Html.change(ours, before);
    boolean better = change.startsWith(metric.higherIsBetter() ? "+" : "−");
    return """
    <div class="figure"><span class="soft">GDPO %s %s</span><b>%s</b><span class="%s">%s</span> <span class="soft">against NAOSD</span></div>
    """
        .formatted(
            metric.label(),
            metric.higherIsBetter() ? "↑" : "↓",
            Html.number(ours),
            better ? "gain" : "soft",
            change);
  }

  private String stages() {
    StringBuilder items = new StringBuilder();
    StringBuilder shares = new StringBuilder();
    for (StageLine stage : run.stages()) {
      items.append(
          "<li class=\"%s\"><b>%s</b><span>%s</span><span>%s</span></li>"
              .formatted(
                  stage.state().word(),
                  stage.stage().word(),
                  stage.state().word(),
                  stage.pin().isPresent() ? Durations.of(stage.seconds()) : "–"));
      if (stage.seconds() > 0) {
        shares.append(
            String.format(
                Locale.ROOT,
                "<i style=\"flex:%.3f\" title=\"%s, %s\"></i>",
                stage.seconds(),
                stage.stage().word(),
                Durations.of(stage.seconds())));
      }
    }
    return "<h2>Stages</h2><ol class=\"stages\">%s</ol><div class=\"share\">%s</div>\n"
        .formatted(items, shares);
  }

  private String results() {
    if (data.tables().isEmpty()) {
      return "";
    }
    return data.tables().stream().map(ReportPage::results).collect(Collectors.joining())
        + spread()
        + "<p><a href=\"%s\">Every image, the best and worst cases, and a zoom that compares</a></p>\n"
            .formatted(EVALUATION);
  }

  /** How the means spread over the noises. */
  private String spread() {
    return data.summary()
        .filter(table -> table.rows().stream().anyMatch(row -> row.get(2).equals("std")))
        .map(
            table ->
                "<details><summary>spread over the noises</summary><div class=\"scroll\">%s</div></details>\n"
                    .formatted(sortable(table)))
        .orElse("");
  }

  private static String results(ResultTable table) {
    StringBuilder html =
        new StringBuilder("<h2>Results on %s</h2>".formatted(Html.escaped(table.title())));
    html.append("<div class=\"scroll\"><table><thead><tr><th>Model</th>");
    for (MetricName metric : table.metrics()) {
      html.append(
          "<th class=\"n\">%s %s</th>"
              .formatted(metric.label(), metric.higherIsBetter() ? "↑" : "↓"));
    }
    html.append("</tr></thead><tbody>");
    for (String model : table.models()) {
      html.append(model.equals(OURS) ? "<tr class=\"ours\">" : "<tr>");
      html.append("<td>").append(Html.escaped(ContactSheet.heading(model))).append("</td>");
      for (MetricName metric : table.metrics()) {
        html.append(
            "<td class=\"n%s\">%s</td>"
                .formatted(
                    table.best(model, metric) ? " best" : "",
                    Html.number(table.score(model, metric).orElse(Double.NaN))));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /** Table 4's figures. */
  private String cost() {
    return data.cost().map(this::cost).orElse("");
  }

  private String cost(CsvTable table) {
    StringBuilder rows = new StringBuilder();
    long parameters = 0;
    long macs = 0;
    for (List<String> row : table.rows()) {
      long own = Long.parseLong(row.get(table.column("parameters")));
      long work = Long.parseLong(row.get(table.column("macs")));
      parameters += own;
      macs += work;
      rows.append(cost(row.get(table.column("part")), own, work));
    }
    return "<h2>Cost of one restoration to %1$s×%1$s pixels</h2><p class=\"soft\">Multiply-accumulates of convolutions, linear layers and attention, counted while they ran; two floating-point operations each%2$s. The paper states 1.77 billion parameters, 2.27 T and 0.11 s for Stable Diffusion 2.1 with its text encoder and tagger, on a GPU (Table 4).</p><div class=\"scroll\"><table><thead><tr><th>Part</th><th class=\"n\">Parameters (M)</th><th class=\"n\">MACs (G)</th></tr></thead><tbody>%3$s%4$s</tbody></table></div>\n"
        .formatted(
            table.rows().get(0).get(table.column("side")),
            data.restoreSeconds().isPresent()
                ? String.format(
                    Locale.ROOT,
                    "; it took %.2f s on the machine that made it",
                    data.restoreSeconds().getAsDouble())
                : "",
            rows,
            cost("all", parameters, macs));
  }

  private static String cost(String part, long parameters, long macs) {
    return String.format(
        Locale.ROOT,
        "<tr><td>%s</td><td class=\"n\">%.3f</td><td class=\"n\">%.2f</td></tr>",
        Html.escaped(part),
        parameters / 1e6,
        macs / 1e9);
  }

  private String pictures() {
    return data.pictures().map(this::pictures).orElse("");
  }

  private String pictures(Pictures pictures) {
    List<String> models = pictures.models();
    StringBuilder html = new StringBuilder("<h2>Pictures</h2>");
    html.append(
        "<p class=\"soft\">Held-out images from the input (LR) to the truth (HR). Point at one to enlarge it.</p>");
    html.append(
        "<div class=\"scroll\"><div class=\"pictures\" style=\"grid-template-columns:repeat(%d,minmax(96px,1fr))\">"
            .formatted(models.size()));
    for (String model : models) {
      html.append(
          "<div class=\"head%s\">%s</div>"
              .formatted(
                  model.equals(OURS) ? " ours" : "", Html.escaped(ContactSheet.heading(model))));
    }
    for (int image : pictures.images(PICTURE_ROWS)) {
      for (String model : models) {
        html.append(
            pictures
                .picture(model, image)
                .map(
                    picture ->
                        "<img loading=\"lazy\" class=\"%s\" alt=\"%s, %s\" title=\"%s\" src=\"%s\">"
                            .formatted(
                                model,
                                Html.escaped(pictures.name(image)),
                                model,
                                Html.escaped(pictures.name(image)),
                                Html.dataUri(Pictures.png(picture))))
                .orElse("<div></div>"));
      }
    }
    return html.append("</div></div>\n").toString();
  }

  private String curves() {
    if (data.curves().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<h2>Training</h2><div class=\"charts\">");
    data.curves()
        .forEach(
            (title, curve) ->
                html.append(
                    "<figure><figcaption><b>%s</b> by %s</figcaption>%s</figure>"
                        .formatted(
                            Html.escaped(title),
                            title.startsWith("Reward") ? "visit" : "step",
                            new LineChart(curve.steps(), curve.values()).svg(title))));
    return html.append("</div>\n").toString();
  }

  private String perImage() {
    return data.perImage()
        .map(
            table ->
                "<h2>Every image</h2><details><summary>%d scores per metric; click a head to sort</summary><div class=\"scroll\">%s</div></details>\n"
                    .formatted(table.rows().size(), sortable(table)))
        .orElse("");
  }

  private static String sortable(CsvTable table) {
    String heads =
        table.columns().stream()
            .map(column -> "<th>" + Html.escaped(column) + "</th>")
            .collect(Collectors.joining());
    String rows =
        table.rows().stream()
            .map(
                row ->
                    row.stream()
                        .map(cell -> "<td>" + Html.escaped(shortened(cell)) + "</td>")
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
            .collect(Collectors.joining());
    return "<table class=\"sortable\"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        .formatted(heads, rows);
  }

  /** Scores are stored in full; six digits are enough to read. */
  private static String shortened(String cell) {
    return cell.matches("-?[0-9]+\\.[0-9]{5,}")
        ? String.format(Locale.ROOT, "%.4f", Double.parseDouble(cell))
        : cell;
  }

  private String skipped() {
    if (data.skipped().isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (SkippedFile file : data.skipped()) {
      rows.append(
          "<tr><td>%s</td><td>%s</td></tr>"
              .formatted(Html.escaped(file.name()), Html.escaped(file.reason())));
    }
    return "<h2>Skipped images</h2><div class=\"scroll\"><table><thead><tr><th>File</th><th>Reason</th></tr></thead><tbody>%s</tbody></table></div>\n"
        .formatted(rows);
  }

  private String lineage() {
    StringBuilder rows = new StringBuilder();
    for (StageLine stage : run.stages()) {
      Optional<Manifest> manifest = Optional.ofNullable(data.manifests().get(stage.stage()));
      manifest.ifPresent(
          m ->
              rows.append(
                  "<tr><td>%s</td><td class=\"mono\">%s</td><td class=\"n\">%d</td><td class=\"mono\">%s</td><td class=\"n\">%d</td><td>%s</td></tr>"
                      .formatted(
                          stage.stage().word(),
                          m.stageKey().substring(0, 16),
                          m.generation(),
                          m.outputSha256().substring(0, 16),
                          m.files().size(),
                          Html.escaped(made(m)))));
    }
    return "<h2>Lineage</h2><p class=\"soft\">A stage key digests the stage's part of the config and the output digests of its inputs; equal keys give equal bits.</p><div class=\"scroll\"><table><thead><tr><th>Stage</th><th>Stage key</th><th class=\"n\">Generation</th><th>Output</th><th class=\"n\">Files</th><th>Made by</th></tr></thead><tbody>%s</tbody></table></div>\n"
        .formatted(rows);
  }

  private static String made(Manifest manifest) {
    Map<String, String> from = manifest.provenance();
    return "run %s, %s, Java %s, %s"
        .formatted(
            from.getOrDefault("run", "unknown"),
            from.getOrDefault("device", "unknown device"),
            from.getOrDefault("java", "unknown"),
            from.getOrDefault("publishedAt", "").replaceFirst("T.*", ""));
  }

  private String config() {
    return "<h2>Config</h2><details><summary>all keys as resolved</summary><pre>%s</pre></details>\n"
        .formatted(Html.escaped(Json.pretty(run.header().config())));
  }
}
