package org.gdposr.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.jspecify.annotations.Nullable;

/** A window of shards in flight; see {@link ShardsWorkflow}. */
public final class ShardsWorkflowImpl implements ShardsWorkflow {
  private int done;
  private int inFlight;
  private boolean resumed;
  private boolean stopping;
  private @Nullable TemporalFailure failure;

  @Override
  public ShardsResult run(ShardsInput input) {
    done = input.done();
    resumed = input.resumed();
    runAll(input.now(), input.inFlight());
    if (!input.later().isEmpty()) {
      Workflow.continueAsNew(
          new ShardsInput(input.later(), input.inFlight(), input.perRun(), done, resumed));
    }
    return new ShardsResult(done, resumed);
  }

  @Override
  public int done() {
    return done;
  }

  /** Returns when nothing is in flight any more, whatever happened. */
  private void runAll(List<ShardTask> tasks, int window) {
    List<Promise<Void>> ends = new ArrayList<>();
    CancellationScope shards =
        Workflow.newCancellationScope(scope -> startAll(tasks, window, scope, ends));
    try {
      shards.run();
    } catch (CanceledFailure cancel) {
      stopping = true;
    }
    Promise.allOf(ends).get();
    if (failure != null) {
      throw failure;
    }
    if (stopping) {
      throw new CanceledFailure("cancelled");
    }
  }

  private void startAll(
      List<ShardTask> tasks, int window, CancellationScope scope, List<Promise<Void>> ends) {
    for (ShardTask task : tasks) {
      Workflow.await(() -> inFlight < window || stopping);
      if (stopping) {
        return;
      }
      inFlight++;
      ShardRun shard = new ShardRun(task);
      ends.add(Async.function(shard::run).handle((result, thrown) -> end(result, thrown, scope)));
    }
    Workflow.await(() -> inFlight == 0 || stopping);
  }

  private @Nullable Void end(
      @Nullable ShardResult result, @Nullable RuntimeException thrown, CancellationScope scope) {
    inFlight--;
    if (result != null) {
      done++;
      resumed |= result.resumed();
      return null;
    }
    stopping = true;
    if (thrown instanceof ApplicationFailure first && failure == null) {
      failure = first;
      scope.cancel("a shard failed");
    }
    return null;
  }
}
