package org.gdposr.activities.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.Failures;
import org.gdposr.activities.storage.ShardExit;

/** What a child died of that left no exit record. */
final class ChildDeath {
  private static final int SIGNAL = 128;
  private static final int SIGKILL = 9;
  // what a host sends to a process that shall leave: HUP, INT, TERM
  private static final Set<Integer> LEAVE = Set.of(1, 2, 15);
  private static final int LINES_SHOWN = 5;
  private static final Path KERNEL_COUNTERS = Path.of("/proc/vmstat");

  private ChildDeath() {}

  /**
   * Processes that the kernel killed for want of memory since it started, on this machine; 0 where
   * that is not known.
   */
  static long memoryKills() {
    try {
      return Files.readAllLines(KERNEL_COUNTERS).stream()
          .filter(line -> line.startsWith("oom_kill "))
          .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * @param killsBefore {@link #memoryKills} when the child was started
   * @param log the last lines of its output
   * @param logFile where all of it is
   */
  static ShardExit judge(
      int exitCode, long killsBefore, long killsNow, List<String> log, Path logFile) {
    List<String> shown = log.subList(Math.max(0, log.size() - LINES_SHOWN), log.size());
    String last = shown.isEmpty() ? "" : "; its last lines: " + String.join(" | ", shown);
    if (exitCode == SIGNAL + SIGKILL && killsNow > killsBefore) {
      return failed(
          FailureType.OUT_OF_MEMORY,
          "the kernel killed the stage process for want of memory" + last + " (" + logFile + ")");
    }
    FailureType told =
        log.stream()
            .map(Failures::ofText)
            .filter(type -> type != FailureType.INTERNAL)
            .findFirst()
            .orElse(
                LEAVE.contains(exitCode - SIGNAL) ? FailureType.PREEMPTED : FailureType.CRASHED);
    return failed(
        told,
        "the stage process " + end(exitCode) + " without a word" + last + " (" + logFile + ")");
  }

  private static ShardExit failed(FailureType type, String message) {
    return new ShardExit(Optional.empty(), Optional.of(type), message);
  }

  private static String end(int exitCode) {
    return exitCode > SIGNAL
        ? "was ended by " + signal(exitCode - SIGNAL)
        : "ended with exit code " + exitCode;
  }

  private static String signal(int number) {
    return switch (number) {
      case 1 -> "SIGHUP";
      case 2 -> "SIGINT";
      case 4 -> "SIGILL";
      case 6 -> "SIGABRT";
      case 7 -> "SIGBUS";
      case 8 -> "SIGFPE";
      case SIGKILL -> "SIGKILL";
      case 11 -> "SIGSEGV";
      case 15 -> "SIGTERM";
      default -> "signal " + number;
    };
  }
}
