package org.gdposr.cli.run;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import org.gdposr.cli.console.Durations;
import org.gdposr.model.Stage;
import org.gdposr.workflows.StageState;

/** A line for each change of a stage's state, and now and then one for how far it is. */
public final class PlainLines implements RunView {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final Map<Stage, StageState> shown = new EnumMap<>(Stage.class);
  private long lastLine = System.nanoTime();

  public PlainLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(RunSnapshot run) {
    if (shown.isEmpty()) {
      out.println("run " + run.runId());
    }
    boolean due = System.nanoTime() - lastLine > INTERVAL_NANOS;
    for (StageLine stage : run.stages()) {
      StageState before = shown.put(stage.stage(), stage.state());
      boolean changed = before != stage.state() && stage.state() != StageState.PENDING;
      if (changed) {
        say(stage, stage.state() == StageState.RUNNING ? "" : "  " + Durations.of(stage.seconds()));
      } else if (due && stage.state() == StageState.RUNNING) {
        say(stage, stage.progress().map(progress -> "  " + ProgressText.of(progress)).orElse(""));
      }
    }
  }

  private void say(StageLine stage, String text) {
    lastLine = System.nanoTime();
    out.printf("%-11s  %-7s%s%n", stage.stage().word(), stage.state().word(), text);
  }
}
