package org.gdposr.activities.process;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.storage.Checkpoints;
import org.gdposr.model.StageHost;

/** What a stage's computation asks of its process; called from the computing thread only. */
final class ProcessHost implements StageHost, AutoCloseable {
  private final CheckpointSaver saver;
  private final int checkpointSteps;
  private final ProgressBoard board;
  private final StopSignal stop;
  private final Clock clock;
  private List<CheckpointSaver.Value> uncovered = new ArrayList<>();
  private long resumedAtStep;
  private long savedStep;

  ProcessHost(
      CheckpointSaver saver,
      int checkpointSteps,
      ProgressBoard board,
      StopSignal stop,
      Clock clock) {
    this.saver = saver;
    this.checkpointSteps = checkpointSteps;
    this.board = board;
    this.stop = stop;
    this.clock = clock;
  }

  @Override
  public void progress(String phase, long step, long steps) {
    board.step(phase, step, steps);
  }

  @Override
  public void metric(String name, long step, double value) {
    board.metric(name, value);
    uncovered.add(new CheckpointSaver.Value(name, step, value, clock.millis()));
  }

  @Override
  public void timed(String name, Runnable work) {
    long start = clock.millis();
    work.run();
    metric(name, 0, (clock.millis() - start) / 1000.0);
  }

  @Override
  public Optional<Path> latestCheckpoint() {
    Optional<Checkpoints.Loaded> newest = saver.newest();
    newest.ifPresent(
        loaded -> {
          resumedAtStep = loaded.step();
          savedStep = loaded.step();
        });
    return newest.map(Checkpoints.Loaded::folder);
  }

  @Override
  public boolean checkpointDue(long step) {
    return step - savedStep >= (stop.requested() ? 1 : checkpointSteps);
  }

  @Override
  public void saveCheckpoint(long step, Path folder) {
    saver.save(step, folder, takeUncovered());
    savedStep = step;
  }

  @Override
  public boolean stopRequested() {
    return stop.requested();
  }

  /** Step of the checkpoint that the work went on from, 0 if none. */
  long resumedAtStep() {
    return resumedAtStep;
  }

  /** Waits for the checkpoint under way. */
  void settle() {
    saver.settle();
  }

  /** Publishes the metrics of a finished chunk that no checkpoint covered. */
  void publishMetrics() {
    long last = uncovered.stream().mapToLong(CheckpointSaver.Value::step).max().orElse(0);
    saver.publishMetrics(last, takeUncovered());
  }

  private List<CheckpointSaver.Value> takeUncovered() {
    List<CheckpointSaver.Value> taken = uncovered;
    uncovered = new ArrayList<>();
    return taken;
  }

  @Override
  public void close() {
    saver.close();
  }
}
