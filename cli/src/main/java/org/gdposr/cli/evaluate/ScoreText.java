package org.gdposr.cli.evaluate;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.gdposr.model.metric.MetricName;

/** How scores and their columns are written. */
final class ScoreText {
  private static final int FEWEST_DECIMALS = 6;

  private ScoreText() {}

  /** With as many decimals as the paper's tables give the metric. */
  static String rounded(MetricName metric, double score) {
    return String.format(Locale.ROOT, "%." + decimals(metric) + "f", score);
  }

  /** All digits, at least six of them decimals, never an exponent: reads back to the same bits. */
  static String full(double score) {
    if (!Double.isFinite(score)) {
      return String.valueOf(score);
    }
    BigDecimal digits = new BigDecimal(Double.toString(score));
    return digits.setScale(Math.max(FEWEST_DECIMALS, digits.scale())).toPlainString();
  }

  /** As {@link #full(double)}; empty for no score. */
  static String full(OptionalDouble score) {
    return score.isPresent() ? full(score.getAsDouble()) : "";
  }

  /** The metric and which way is better: {@code PSNR ↑}. */
  static String head(MetricName metric) {
    return metric.label() + (metric.higherIsBetter() ? " ↑" : " ↓");
  }

  private static int decimals(MetricName metric) {
    return switch (metric) {
      case PSNR, FID, FID_LEGACY, MUSIQ, AFINE -> 2;
      case SSIM, LPIPS, LPIPS_VGG, DISTS, MANIQA, MANIQA_KONIQ, CLIPIQA, NIQE, NIQE_FITTED -> 4;
    };
  }
}
