package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
  private static final Path FOLDER = Path.of("/data/out");

  @Test
  void theBestAndTheSecondBestOfADataSetAreMarked() {
    String html =
        html(
            method("A", "Real", Map.of(MetricName.LPIPS, 0.3)),
            method("B", "Real", Map.of(MetricName.LPIPS, 0.1)),
            method("C", "Real", Map.of(MetricName.LPIPS, 0.2)),
            method("D", "Real", Map.of(MetricName.LPIPS, 0.10000001)),
            method("A", "Alone", Map.of(MetricName.LPIPS, 0.4)));

    assertEquals(
        List.of("n 0.3000", "n best 0.1000", "n second 0.2000", "n best 0.1000", "n 0.4000"),
        cells(html));
  }

  @Test
  void higherIsBestWhereTheMetricSaysSo() {
    String html =
        html(
            method("A", "", Map.of(MetricName.PSNR, 25.0)),
            method("B", "", Map.of(MetricName.PSNR, 26.0)));

    assertEquals(List.of("n second 25.00", "n best 26.00"), cells(html));
    assertTrue(html.contains("PSNR <span title=\"higher is better\">↑</span>"));
  }

  @Test
  void seedsBringDeviationAndRange() {
    String html =
        html(
            new MethodScores(
                "A",
                "",
                List.of(
                    seed("1", Map.of(MetricName.PSNR, 25.0)),
                    seed("2", Map.of(MetricName.PSNR, 26.0)),
                    seed("3", Map.of(MetricName.PSNR, 27.0)))));

    assertTrue(html.contains("26.00</span><small>± 1.00</small><small>↔ 2.00</small>"), html);
  }

  @Test
  void aMeanOverFewerImagesSaysSo() {
    ImageScores scored = image("a.png", Map.of(MetricName.PSNR, 25.0));
    ImageScores bare = image("b.png", Map.of());

    String html =
        html(
            new MethodScores(
                "A", "", List.of(new SeedScores("", List.of(scored, bare), Map.of()))));

    assertTrue(html.contains("25.00</span><small>of 1 image</small>"));
  }

  @Test
  void noNameEndsTheDataOrStartsAnElement() {
    String html =
        html(
            new MethodScores(
                "<!--<script>",
                "</script>",
                List.of(
                    new SeedScores("", List.of(image("</script><b>.png", Map.of())), Map.of()))));

    assertFalse(html.contains("<b>.png"));
    assertFalse(html.contains("<!--"));
    assertEquals(2, html.split("</script>", -1).length - 1);
  }

  @Test
  void thePolicyLetsOnlyPicturesLoad() {
    assertTrue(
        html(method("A", "", Map.of()))
            .contains("content=\"default-src 'none'; img-src 'self' data: file:; style-src"));
  }

  @Test
  void factsAndComparisonAreShown() {
    String html =
        EvaluationPage.html(
            new Evaluation(
                List.of(MetricName.PSNR),
                List.of(method("A", "", Map.of(MetricName.PSNR, 25.0))),
                List.of(),
                List.of()),
            FOLDER,
            Optional.of("<table class=\"comparison\"></table>"),
            Map.of("HR", "data/<HR>", "musiq.pth", "ab".repeat(32)));

    assertTrue(html.contains("<dt>HR</dt><dd>data/&lt;HR&gt;</dd>"));
    assertTrue(html.contains("<dd>" + "ab".repeat(32) + "</dd>"));
    assertTrue(html.contains("<table class=\"comparison\">"));
    assertFalse(html.contains("id=\"not-scored\""));
  }

  private static String html(MethodScores... methods) {
    List<MetricName> metrics = new ArrayList<>();
    for (MetricName metric : MetricName.values()) {
      for (MethodScores method : methods) {
        if (method.mean(metric).isPresent() && !metrics.contains(metric)) {
          metrics.add(metric);
        }
      }
    }
    return EvaluationPage.html(
        new Evaluation(metrics, List.of(methods), List.of(), List.of()),
        FOLDER,
        Optional.empty(),
        Map.of());
  }

  private static List<String> cells(String html) {
    List<String> cells = new ArrayList<>();
    Matcher cell = Pattern.compile("<td class=\"([^\"]*)\"><span>([^<]*)</span>").matcher(html);
    while (cell.find()) {
      cells.add(cell.group(1) + " " + cell.group(2));
    }
    return cells;
  }

  private static MethodScores method(
      String method, String dataset, Map<MetricName, Double> scores) {
    return new MethodScores(method, dataset, List.of(seed("", scores)));
  }

  private static SeedScores seed(String seed, Map<MetricName, Double> scores) {
    return new SeedScores(seed, List.of(image("a.png", scores)), Map.of());
  }

  private static ImageScores image(String name, Map<MetricName, Double> scores) {
    return new ImageScores(
        name, FOLDER.resolve("a.png"), Optional.empty(), scores, Optional.empty());
  }
}
