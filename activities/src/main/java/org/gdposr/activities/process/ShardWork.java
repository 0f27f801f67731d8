package org.gdposr.activities.process;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chunks of one shard, one after the other. */
final class ShardWork {
  private static final Logger log = LoggerFactory.getLogger(ShardWork.class);

  private final ShardTask task;
  private final ArtifactStore artifacts;
  private final Chunks chunks;
  private final Fence fence;
  private final ProgressBoard board;
  private final ProcessHost host;
  private final StopSignal stop;
  private final Clock clock;

  ShardWork(
      ShardTask task,
      ArtifactStore artifacts,
      Fence fence,
      ProgressBoard board,
      ProcessHost host,
      StopSignal stop,
      Clock clock) {
    this.task = task;
    this.artifacts = artifacts;
    this.chunks = new Chunks(artifacts.objects());
    this.fence = fence;
    this.board = board;
    this.host = host;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * @param out where each chunk's files are made
   * @throws StoppedException if the process was asked to stop
   */
  ShardResult run(StageWork work, StageInputs inputs, Path out) {
    long began = clock.millis();
    int made = 0;
    int reused = 0;
    for (String chunk : mine(work.chunks())) {
      if (chunks.find(task.stageKey(), task.generation(), chunk).isPresent()) {
        log.info("{}: chunk {} is published already", task.stage().word(), chunk);
        reused++;
      } else {
        make(work, inputs, chunk, Folders.fresh(out));
        made++;
      }
      board.chunkDone();
    }
    double seconds = (clock.millis() - began) / 1000.0;
    return new ShardResult(made, reused, host.resumedAtStep(), seconds);
  }

  private List<String> mine(List<String> all) {
    if (task.endChunk() > all.size()) {
      throw new StageFailure(
          FailureType.INTERNAL,
          "shard " + task.shard() + " (expected: at most " + all.size() + " chunks)");
    }
    return all.subList(task.firstChunk(), task.endChunk());
  }

  private void make(StageWork work, StageInputs inputs, String chunk, Path out) {
    if (stop.requested()) {
      throw new StoppedException();
    }
    try {
      work.run(chunk, inputs, out, host);
    } catch (StoppedException e) {
      // without its checkpoint the stop would not be one
      host.settle();
      throw e;
    }
    host.publishMetrics();
    publish(chunk, out);
    Folders.delete(out);
  }

  private void publish(String chunk, Path out) {
    fence.check();
    List<String> names = Folders.files(out);
    List<ArtifactFile> published = new ArrayList<>();
    for (String name : names) {
      board.step("publish", published.size(), names.size());
      published.add(artifacts.publish(name, out.resolve(name)));
    }
    fence.check();
    chunks.publish(task.stageKey(), task.generation(), chunk, published);
  }
}
