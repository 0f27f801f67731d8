package org.gdposr.activities.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.Checkpoints;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.tracking.MetricSegments;

/**
 * Publishes checkpoints, and the metrics they cover, beside the training: {@link #save} blocks for
 * a copy of the files only. One is under way at a time; its failure surfaces at the next call.
 */
final class CheckpointSaver implements AutoCloseable {
  private final Checkpoints checkpoints;
  private final MetricSegments segments;
  private final Fence fence;
  private final Claim claim;
  private final int keep;
  private final Path folder;
  private final ExecutorService thread = Daemons.single("checkpoint");
  private Optional<Future<?>> underWay = Optional.empty();

  /** A recorded metric value; {@code at} in epoch milliseconds. */
  record Value(String name, long step, double value, long at) {}

  /**
   * @param keep checkpoints that are kept
   * @param folder for copies of checkpoints
   */
  CheckpointSaver(
      Checkpoints checkpoints,
      MetricSegments segments,
      Fence fence,
      Claim claim,
      int keep,
      Path folder) {
    this.checkpoints = checkpoints;
    this.segments = segments;
    this.fence = fence;
    this.claim = claim;
    this.keep = keep;
    this.folder = folder;
  }

  /** The newest usable checkpoint, in a folder that is the caller's until the next call. */
  Optional<Checkpoints.Loaded> newest() {
    settle();
    Path into = Folders.fresh(folder.resolve("loaded"));
    return checkpoints.newest(claim.stageKey(), claim.generation(), into);
  }

  /** Copies a checkpoint's files, then publishes the copy on a thread of its own. */
  void save(long step, Path checkpoint, List<Value> covered) {
    settle();
    Path copy = Folders.fresh(folder.resolve("saving"));
    Folders.copy(checkpoint, copy);
    underWay =
        Optional.of(
            thread.submit(
                () -> {
                  // metrics first: a repeated value is harmless, a lost one is not
                  publish(covered, step);
                  checkpoints.publish(claim, step, copy, keep);
                  Folders.delete(copy);
                }));
  }

  /** Publishes metrics that finished work covers, up to this step. */
  void publishMetrics(long step, List<Value> covered) {
    settle();
    publish(covered, step);
  }

  private void publish(List<Value> values, long step) {
    if (values.isEmpty()) {
      return;
    }
    fence.check();
    values.forEach(v -> segments.record(v.name(), v.step(), v.value(), v.at()));
    segments.publish(step);
  }

  /** Waits for the checkpoint under way and throws what it failed with. */
  void settle() {
    Optional<Future<?>> last = underWay;
    underWay = Optional.empty();
    if (last.isEmpty()) {
      return;
    }
    try {
      last.orElseThrow().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new StageFailure(FailureType.INTERNAL, "a checkpoint could not be saved: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailure(FailureType.INTERNAL, "interrupted while saving a checkpoint", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
