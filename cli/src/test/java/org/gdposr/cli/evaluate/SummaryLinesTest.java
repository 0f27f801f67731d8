package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Evaluations.method;
import static org.gdposr.model.metric.MetricName.LPIPS;
import static org.gdposr.model.metric.MetricName.NIQE;
import static org.gdposr.model.metric.MetricName.PSNR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;

class SummaryLinesTest {
  @Test
  void aRowHasItsMeansWithTheBestStarredAndThePapersInBrackets() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR, LPIPS, NIQE),
            method("GDPO-SR", "RealSR", Map.of(PSNR, 25.5, LPIPS, 0.27, NIQE, 5.5)),
            method("Mine", "RealSR", Map.of(PSNR, 9.5, LPIPS, 0.26)));
    assertEquals(
        List.of(
            "data set  method   PSNR ↑          LPIPS ↓           NIQE ↓",
            "RealSR    GDPO-SR  25.50* (25.48)  0.2700  (0.2675)  5.5000",
            "RealSR    Mine      9.50           0.2600*                –",
            "In brackets: Table 2 of the GDPO-SR paper."),
        SummaryLines.of(evaluation, Optional.of(PaperTable.of("table02"))));
  }

  @Test
  void aTableTooLongForALineIsTurned() {
    List<String> lines =
        SummaryLines.of(of(List.of("RealSR", "DRealSR"), 2), Optional.of(PaperTable.of("1")));
    assertEquals("DRealSR", lines.get(0));
    assertEquals("metric          m0       m1", lines.get(1));
    assertTrue(lines.get(2).startsWith("PSNR ↑  "), lines.get(2));
    assertEquals("RealSR", lines.get(lines.indexOf("") + 1));
    assertTrue(lines.stream().allMatch(line -> line.length() <= 120));
  }

  @Test
  void methodsTooManyForALineGoOnBelow() {
    List<String> lines = SummaryLines.of(of(List.of("RealSR"), 30), Optional.empty());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 120));
    assertTrue(lines.stream().filter(line -> line.startsWith("metric ")).count() > 1);
    String heads = String.join(" ", lines);
    for (int i = 0; i < 30; i++) {
      assertTrue(heads.matches("(?s).*\\bm" + i + "\\b.*"), "m" + i);
    }
  }

  @Test
  void notesFollow() {
    Evaluation evaluation =
        Evaluations.of(List.of(PSNR), method("A", "Urban100", Map.of(PSNR, 25.5)));
    List<String> lines = SummaryLines.of(evaluation, Optional.of(PaperTable.of("8")));
    assertEquals("Urban100 is not in Table 8, which has RealSR.", lines.get(2));
  }

  private static Evaluation of(List<String> datasets, int count) {
    Map<MetricName, Double> scores = new TreeMap<>();
    for (MetricName metric : MetricName.values()) {
      scores.put(metric, 0.5);
    }
    List<MethodScores> methods = new ArrayList<>();
    for (String dataset : datasets) {
      for (int i = 0; i < count; i++) {
        methods.add(method("m" + i, dataset, scores));
      }
    }
    return Evaluations.of(List.of(MetricName.values()), methods.toArray(MethodScores[]::new));
  }
}
