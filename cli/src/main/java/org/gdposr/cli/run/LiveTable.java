package org.gdposr.cli.run;

import java.io.PrintStream;
import org.gdposr.cli.console.Durations;
import org.gdposr.workflows.StageState;

/** One table of the stages, drawn over itself on a terminal. */
public final class LiveTable implements RunView {
  private static final int BAR = 20;
  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

  private final PrintStream out;
  private final int width;
  private int drawn;
  private int turn;

  /**
   * @param width columns of the terminal: a longer line would wrap and break the drawing
   */
  public LiveTable(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void show(RunSnapshot run) {
    StringBuilder frame = new StringBuilder();
    if (drawn == 0) {
      frame.append("run ").append(run.runId()).append('\n');
    } else {
      frame.append("\033[").append(drawn).append('A');
    }
    turn++;
    for (StageLine stage : run.stages()) {
      frame.append('\r').append(clipped(line(stage))).append("\033[K\n");
    }
    drawn = run.stages().size();
    out.print(frame);
    out.flush();
  }

  private String line(StageLine stage) {
    String head = mark(stage.state()) + " %-11s  ".formatted(stage.stage().word());
    return switch (stage.state()) {
      case RUNNING -> head + stage.progress().map(LiveTable::running).orElse(bar(0) + "  starting");
      case CACHED -> head + "cached";
      case RAN, RESUMED ->
          head + "%-7s  %s".formatted(stage.state().word(), Durations.of(stage.seconds()));
      case FAILED -> head + "failed";
      case PENDING -> head;
    };
  }

  private static String running(StageProgress progress) {
    String left =
        progress.secondsLeft().isPresent()
            ? "  " + ProgressText.left(progress.secondsLeft().getAsDouble())
            : "";
    return "%s  %-9s %9s  %-10s%s  %s"
        .formatted(
            bar(progress.share()),
            progress.phase(),
            ProgressText.counted(progress),
            progress.rate() > 0 ? ProgressText.rate(progress) : "",
            left,
            ProgressText.loss(progress))
        .stripTrailing();
  }

  private static String bar(double share) {
    int full = (int) (share * BAR);
    return "━".repeat(full) + "╌".repeat(BAR - full);
  }

  private String mark(StageState state) {
    return switch (state) {
      case RUNNING -> SPINNER[turn % SPINNER.length];
      case CACHED, RAN, RESUMED -> "✓";
      case FAILED -> "✗";
      case PENDING -> "·";
    };
  }

  private String clipped(String line) {
    return line.length() < width ? line : line.substring(0, width - 1);
  }
}
