package org.gdposr.cli.evaluate;

import java.io.PrintStream;
import org.gdposr.cli.console.Durations;
import org.gdposr.model.metric.MetricName;

/** Tells people how far an evaluation is: over one line on a terminal, else now and then a line. */
final class EvaluateView {
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final double allWork;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private double doneWork;
  private double fallenWork;

  /**
   * @param width columns of the terminal
   * @param work what all scores will take, in units of {@link #work}
   */
  EvaluateView(PrintStream out, boolean terminal, int width, double work) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.allWork = work;
  }

  /** How long a metric takes an image, beside the others: about seconds at 512×512 on two cores. */
  static double work(MetricName metric) {
    return switch (metric) {
      case PSNR -> 0.01;
      case SSIM -> 0.05;
      case NIQE, NIQE_FITTED -> 0.15;
      case LPIPS -> 0.2;
      case LPIPS_VGG, DISTS -> 4;
      case FID, FID_LEGACY -> 0.5;
      case MANIQA, MANIQA_KONIQ -> 60;
      case MUSIQ -> 0.5;
      case CLIPIQA, AFINE -> 1;
    };
  }

  /** A score has come. */
  void scored(MetricName metric, int item, int items) {
    doneWork += work(metric);
    long now = System.nanoTime();
    if (now - lastLine < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return;
    }
    lastLine = now;
    String text = metric.label() + "  image " + (item + 1) + " of " + items + left(now);
    if (terminal) {
      out.print(CLEAR + (text.length() < width ? text : text.substring(0, width - 1)));
      out.flush();
    } else {
      out.println(text);
    }
  }

  /** Work that falls away: a metric or an image cannot be used. */
  void fallsAway(double work) {
    fallenWork += work;
  }

  private String left(long now) {
    double seconds = (now - start) / 1e9;
    double rest = Math.max(0, allWork - fallenWork - doneWork);
    return ", about " + Durations.of(seconds / doneWork * rest) + " left";
  }

  /** A lasting line. */
  void line(String text) {
    out.println((terminal ? CLEAR : "") + text);
  }

  /** Leaves no half line behind. */
  void close() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
