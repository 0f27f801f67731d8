package org.gdposr.cli.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  @Test
  void aSinglePointAndEqualPointsCanBeDrawn() {
    assertTrue(svg(new double[] {1}).contains("<path"));
    assertFalse(svg(new double[] {3, 3, 3}).contains("NaN"));
    assertFalse(svg(new double[] {0, 0, 0}).contains("NaN"));
  }

  @Test
  void aWideRangeIsLogarithmic() {
    assertTrue(svg(new double[] {0.001, 0.1, 10}).contains(">0.001<"));
  }

  @Test
  void longCurvesAreDrawnWithFewPoints() {
    String svg = svg(IntStream.range(0, 100_000).mapToDouble(i -> Math.sin(i / 1e4)).toArray());

    assertTrue(svg.length() < 20_000, svg.length() + " characters");
  }

  private static String svg(double[] values) {
    double[] steps = IntStream.rangeClosed(1, values.length).mapToDouble(i -> i).toArray();
    return new LineChart(steps, values).svg("loss");
  }
}
