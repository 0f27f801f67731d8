package org.gdposr.model.torch;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Want of memory, which the engine reports by message only. */
public final class OutOfMemory {
  // its CPU and CUDA allocators, then the C++ runtime
  private static final List<String> WORDS =
      List.of("not enough memory", "can't allocate memory", "cuda out of memory", "bad_alloc");

  private OutOfMemory() {}

  /** Whether a message says that memory ran out. */
  public static boolean says(@Nullable String text) {
    String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  /** Whether want of memory, Java's or the engine's, lies behind an exception. */
  public static boolean caused(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError || says(t.getMessage())) {
        return true;
      }
    }
    return false;
  }
}
