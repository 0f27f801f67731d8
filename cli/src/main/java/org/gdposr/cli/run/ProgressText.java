package org.gdposr.cli.run;

import java.util.Locale;
import org.gdposr.cli.console.Durations;

/** A stage's progress in words and numbers. */
public final class ProgressText {
  private ProgressText() {}

  /** {@code unet 120/300, 8.1/s, 22 s left, loss 0.0123}. */
  public static String of(StageProgress progress) {
    StringBuilder text = new StringBuilder(progress.phase());
    text.append(' ').append(counted(progress));
    if (progress.byChunks()) {
      text.append(" chunks");
    }
    if (progress.rate() > 0) {
      text.append(", ").append(rate(progress));
    }
    progress.secondsLeft().ifPresent(left -> text.append(", ").append(left(left)));
    String loss = loss(progress);
    if (!loss.isEmpty()) {
      text.append(", ").append(loss);
    }
    return text.toString();
  }

  static String counted(StageProgress progress) {
    return progress.done() + "/" + progress.all();
  }

  static String rate(StageProgress progress) {
    return progress.rate() >= 1
        ? String.format(Locale.ROOT, "%.1f/s", progress.rate())
        : String.format(Locale.ROOT, "%.1f s each", 1 / progress.rate());
  }

  static String left(double seconds) {
    return Durations.of(seconds) + " left";
  }

  /** {@code loss 0.0123}, or nothing where none was recorded. */
  static String loss(StageProgress progress) {
    Double loss = progress.metrics().get("loss");
    return loss == null ? "" : "loss " + String.format(Locale.ROOT, "%.4g", loss);
  }
}
