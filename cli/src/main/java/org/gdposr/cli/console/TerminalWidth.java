package org.gdposr.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the terminal is. */
public final class TerminalWidth {
  private static final int USUAL = 80;
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]*)\\s*");

  private TerminalWidth() {}

  /** Columns of this process's terminal; the usual 80 if it does not say. */
  public static int columns(Map<String, String> environment) {
    String set = environment.getOrDefault("COLUMNS", "");
    return set.matches("[1-9][0-9]{1,4}") ? Integer.parseInt(set) : asked();
  }

  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(answer);
      return stty.waitFor(1, TimeUnit.SECONDS) && size.matches()
          ? Integer.parseInt(size.group(1))
          : USUAL;
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
