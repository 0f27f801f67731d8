package org.gdposr.activities.process;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.gdposr.activities.failure.Failures;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.ExecutionSpec;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Checkpoints;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.activities.tracking.MetricSegments;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs inside a stage process: fetches a shard's inputs, computes the chunks that are not
 * published yet, publishes them one by one. It waits while the store is away, publishes nothing
 * once another process has claimed its shard, and leaves a record of how it ended.
 */
public final class StageProcess {
  private static final Logger log = LoggerFactory.getLogger(StageProcess.class);
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  private final ObjectStore direct;
  private final ObjectStore store;
  private final ArtifactStore artifacts;
  private final RunRecords records;
  private final Claims claims;
  private final Path work;
  private final Path cache;
  private final StageWorkFactory works;
  private final StopSignal stop;
  private final Clock clock;

  /**
   * @param work a folder of this process's own
   * @param cache a folder for copies of published files, shared by processes and runs
   * @param stop asks it to save a checkpoint and end
   */
  public StageProcess(
      ObjectStore store,
      Path work,
      Path cache,
      StageWorkFactory works,
      StopSignal stop,
      Clock clock) {
    this.direct = store;
    this.store = new PatientObjectStore(store, STORE_PAUSE);
    this.artifacts = new ArtifactStore(this.store);
    this.records = new RunRecords(this.store);
    this.claims = new Claims(this.store);
    this.work = work;
    this.cache = cache;
    this.works = works;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Works on a shard until it is finished, fails, or is asked to stop.
   *
   * @return how it ended, as written to the claim's exit record
   */
  public ShardExit run(ShardTask task, Claim claim) {
    ShardExit exit;
    try {
      ShardResult result = finish(task, claim);
      exit = new ShardExit(Optional.of(result), Optional.empty(), "");
    } catch (StoppedException e) {
      exit = new ShardExit(Optional.empty(), Optional.empty(), "stopped on request");
    } catch (Throwable t) {
      StageFailure failure = Failures.of(t);
      log.error("{} ({}): {}", task.stage().word(), failure.type(), failure.getMessage(), t);
      exit =
          new ShardExit(
              Optional.empty(), Optional.of(failure.type()), String.valueOf(failure.getMessage()));
    }
    claims.writeExit(claim, exit);
    return exit;
  }

  private ShardResult finish(ShardTask task, Claim claim) {
    RunHeader run = records.require(task.runId());
    ExecutionSpec execution = run.config().execution();
    ProgressBoard board = new ProgressBoard(clock, task.endChunk() - task.firstChunk());
    Fence fence = new Fence(claims, claim);
    try (ProgressWriter progress = new ProgressWriter(new Claims(direct), claim, board, stop);
        ProcessHost host = host(claim, execution, board, fence)) {
      log.info("{}: started on claim {} of {}", task.stage().word(), claim.path(), task.runId());
      progress.start(Duration.ofSeconds(execution.progressSeconds()));
      StageWork computation = works.of(task.stage(), run.config().pipeline());
      StageInputs inputs =
          new StoredInputs(artifacts, records, run, task, computation.chunks(), work, cache);
      return new ShardWork(task, artifacts, fence, board, host, stop, clock)
          .run(computation, inputs, work.resolve("out"));
    }
  }

  private ProcessHost host(Claim claim, ExecutionSpec execution, ProgressBoard board, Fence fence) {
    CheckpointSaver saver =
        new CheckpointSaver(
            new Checkpoints(artifacts),
            new MetricSegments(store, claim.stageKey(), claim.generation(), claim.fence()),
            fence,
            claim,
            execution.keepCheckpoints(),
            work.resolve("checkpoint"));
    return new ProcessHost(saver, execution.checkpointSteps(), board, stop, clock);
  }
}
