package org.gdposr.model.bench;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What this side of each race shares: it answers words of standard input, a line of JSON each, as
 * {@code bench/races/turns.py} does.
 */
final class Turns {
  private static final Gson GSON = new Gson();

  private Turns() {}

  /** Answers a word that isn't every race's. */
  @FunctionalInterface
  interface Answer {
    /** Fields of the answer. */
    Map<String, ?> to(String line) throws IOException;
  }

  /** {@code go N} runs the turn N times, {@code end} tells the peak memory. */
  static void take(long start, Runnable turn, Answer answer) throws IOException {
    say(Map.of("loadSeconds", seconds(start)));
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("go ")) {
          int times = Integer.parseInt(line.substring("go ".length()));
          long from = System.nanoTime();
          for (int i = 0; i < times; i++) {
            turn.run();
          }
          say(Map.of("seconds", seconds(from) / times));
        } else if (line.equals("end")) {
          say(Map.of("peakBytes", peakBytes()));
        } else {
          say(answer.to(line));
        }
      }
    }
  }

  /** The process's largest resident set, as the kernel counts it. */
  private static double peakBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status: no VmHWM");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(Map<String, ?> fields) {
    System.out.println(GSON.toJson(fields));
    System.out.flush();
  }
}
