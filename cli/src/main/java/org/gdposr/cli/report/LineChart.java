package org.gdposr.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gdposr.cli.page.Html;

/** A curve over steps as SVG: the values faint, their moving mean strong. */
final class LineChart {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 168;
  private static final double LEFT = 46;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 24;
  private static final int POINTS = 240;

  private final double[] steps;
  private final double[] values;
  private final boolean logarithmic;
  private final double low;
  private final double high;

  /**
   * @param steps rising, at least one
   * @param values finite, as many
   */
  LineChart(double[] steps, double[] values) {
    int bucket = (values.length + POINTS - 1) / POINTS;
    this.steps = means(steps, bucket);
    this.values = means(values, bucket);
    double least =
        IntStream.range(0, this.values.length).mapToDouble(i -> this.values[i]).min().orElse(0);
    double most =
        IntStream.range(0, this.values.length).mapToDouble(i -> this.values[i]).max().orElse(1);
    logarithmic = least > 0 && most / least > 20;
    double margin =
        most > least ? 0.04 * (scaled(most) - scaled(least)) : Math.max(1e-9, Math.abs(most) * 0.1);
    low = scaled(least) - margin;
    high = scaled(most) + margin;
  }

  /** A picture of its own, which also lies well in a page. */
  String svg(String title) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="img" font-family="system-ui, sans-serif" font-size="10.5"><title>%s</title>
        """
            .formatted(WIDTH, HEIGHT, Html.escaped(title)));
    for (double tick : ticks()) {
      double y = y(tick);
      svg.append(
          "<path d=\"M%.1f %.1fH%.1f\" stroke=\"var(--line, #e4e6e8)\"/>"
              .formatted(LEFT, y, WIDTH - RIGHT));
      svg.append(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"var(--soft, #6a727c)\">%s</text>\n"
              .formatted(LEFT - 6, y + 3.5, label(tick)));
    }
    for (int end : new int[] {0, steps.length - 1}) {
      svg.append(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"var(--soft, #6a727c)\">%.0f</text>\n"
              .formatted(x(end), HEIGHT - 6, end == 0 ? "start" : "end", steps[end]));
    }
    svg.append(path(values, "1", "0.3"));
    svg.append(path(smooth(), "1.8", "1"));
    return svg.append("</svg>").toString();
  }

  private String path(double[] heights, String width, String opacity) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < heights.length; i++) {
      path.append(
          String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x(i), y(heights[i])));
    }
    return "<path d=\"%s\" fill=\"none\" stroke=\"var(--accent, #0f766e)\" stroke-width=\"%s\" stroke-opacity=\"%s\" stroke-linejoin=\"round\"/>\n"
        .formatted(path, width, opacity);
  }

  private double[] smooth() {
    int reach = Math.max(1, values.length / 24);
    double[] means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(values.length, i + reach + 1);
      means[i] = IntStream.range(from, to).mapToDouble(j -> values[j]).average().orElse(values[i]);
    }
    return means;
  }

  private static double[] means(double[] all, int bucket) {
    List<Double> means = new ArrayList<>();
    for (int from = 0; from < all.length; from += bucket) {
      int to = Math.min(all.length, from + bucket);
      means.add(IntStream.range(from, to).mapToDouble(i -> all[i]).average().orElse(0));
    }
    return means.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Three or four round values in the range; powers of ten for a logarithmic one. */
  private List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int every = (int) Math.max(1, Math.ceil((high - low) / 4));
      for (int power = (int) Math.ceil(low); power <= high; power += every) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
    double rough = (high - low) / 3.5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        rough / power < 1.5
            ? power
            : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
    for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
      ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
    }
    return ticks;
  }

  private static String label(double tick) {
    if (tick == 0) {
      return "0";
    }
    double size = Math.abs(tick);
    if (size >= 1e5 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", tick).replace("e-0", "e-").replace("e+0", "e");
    }
    String text = String.format(Locale.ROOT, "%.4f", tick);
    return text.replaceFirst("\\.?0+$", "");
  }

  private double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  private double x(int i) {
    double range = steps[steps.length - 1] - steps[0];
    double share = range == 0 ? 0.5 : (steps[i] - steps[0]) / range;
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double share = (scaled(value) - low) / (high - low);
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  }
}
