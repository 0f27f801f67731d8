package org.gdposr.cli.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The object that scripts read: the last line of {@code run} and {@code resume}. */
public final class LastLine {
  private LastLine() {}

  /** A run as plain JSON values. */
  public static Map<String, Object> of(RunSnapshot run) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", run.runId());
    line.put("state", run.state().word());
    line.put("policySha256", run.policySha256());
    line.put("tableSha256", run.tableSha256());
    line.put("seconds", rounded(run.seconds()));
    line.put("stages", run.stages().stream().map(LastLine::stage).toList());
    run.error()
        .ifPresent(
            error -> line.put("error", error(error.type().name(), error.message(), error.next())));
    return line;
  }

  /** For a run that could not begin. */
  public static Map<String, Object> notBegun(
      String run, String failureClass, String message, String next) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", run);
    line.put("state", "failed");
    line.put("policySha256", null);
    line.put("tableSha256", null);
    line.put("seconds", 0);
    line.put("stages", List.of());
    line.put("error", error(failureClass, message, next));
    return line;
  }

  private static Map<String, Object> stage(StageLine stage) {
    return Map.of(
        "name",
        stage.stage().word(),
        "state",
        stage.state().word(),
        "seconds",
        rounded(stage.seconds()));
  }

  private static Map<String, Object> error(String failureClass, String message, String next) {
    return Map.of(
        "class", failureClass.toLowerCase(java.util.Locale.ROOT), "message", message, "next", next);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
