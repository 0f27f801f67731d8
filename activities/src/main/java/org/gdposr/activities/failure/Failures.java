package org.gdposr.activities.failure;

import java.util.List;
import java.util.Locale;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.OutOfMemory;
import org.jspecify.annotations.Nullable;

/** Gives every exception its class. */
public final class Failures {
  private static final List<String> SPACE =
      List.of("no space left on device", "disk quota exceeded");

  private Failures() {}

  /**
   * The failure behind an exception: itself if it has a class already, else judged by its causes.
   */
  public static StageFailure of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StageFailure failure) {
        return failure;
      }
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      FailureType type = typeOf(t);
      if (type != FailureType.INTERNAL) {
        return new StageFailure(type, describe(t), thrown);
      }
    }
    return new StageFailure(
        FailureType.INTERNAL, thrown.getClass().getSimpleName() + ": " + describe(thrown), thrown);
  }

  /** The class that a line of a process's output gives away, or INTERNAL if it says nothing. */
  public static FailureType ofText(@Nullable String text) {
    if (text == null) {
      return FailureType.INTERNAL;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (OutOfMemory.says(text)) {
      return FailureType.OUT_OF_MEMORY;
    }
    return SPACE.stream().anyMatch(lower::contains) ? FailureType.DISK_FULL : FailureType.INTERNAL;
  }

  private static FailureType typeOf(Throwable thrown) {
    if (thrown instanceof DataException) {
      return FailureType.DATA;
    }
    if (thrown instanceof OutOfMemoryError) {
      return FailureType.OUT_OF_MEMORY;
    }
    return ofText(thrown.getMessage());
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    return thrown instanceof OutOfMemoryError ? "out of memory: " + message : firstLine(message);
  }

  private static String firstLine(String message) {
    // the engine appends its C++ stack trace
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
