package org.gdposr.workflows;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.arf.ArfActivities;
import org.gdposr.activities.benchmark.BenchmarkActivities;
import org.gdposr.activities.degradation.DegradationActivities;
import org.gdposr.activities.gdpo.GdpoActivities;
import org.gdposr.activities.naosd.NaosdActivities;
import org.gdposr.activities.rollout.RolloutActivities;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/** The six stages' activities: they note their calls, fail as laid out, or wait for a cancel. */
final class FakeStages
    implements DegradationActivities,
        NaosdActivities,
        RolloutActivities,
        ArfActivities,
        GdpoActivities,
        BenchmarkActivities {
  private final List<String> calls = new ArrayList<>();
  private final List<String> saved = new ArrayList<>();
  private final Set<Stage> endless = EnumSet.noneOf(Stage.class);
  private final Set<Stage> resumed = EnumSet.noneOf(Stage.class);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final Failing failing;
  private int running;
  private int mostRunning;

  FakeStages(Failing failing) {
    this.failing = failing;
  }

  /** Shards of this stage heartbeat until they are cancelled, unless a failure is laid out. */
  void neverEnds(Stage stage) {
    endless.add(stage);
  }

  void reusesEarlierWork(Stage stage) {
    resumed.add(stage);
  }

  void awaitEndlessShard() throws InterruptedException {
    if (!entered.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no shard was started");
    }
  }

  /** {@code stage shard} of each call in order. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** {@code stage shard} of each that ended by a cancel. */
  synchronized List<String> saved() {
    return List.copyOf(saved);
  }

  synchronized int mostRunning() {
    return mostRunning;
  }

  @Override
  public ShardResult degrade(ShardTask task) {
    return run(Stage.DEGRADATION, task);
  }

  @Override
  public ShardResult train(ShardTask task) {
    return run(Stage.NAOSD, task);
  }

  @Override
  public ShardResult rollOut(ShardTask task) {
    return run(Stage.ROLLOUT, task);
  }

  @Override
  public ShardResult score(ShardTask task) {
    return run(Stage.ARF, task);
  }

  @Override
  public ShardResult fineTune(ShardTask task) {
    return run(Stage.GDPO, task);
  }

  @Override
  public ShardResult evaluate(ShardTask task) {
    return run(Stage.BENCHMARK, task);
  }

  private ShardResult run(Stage method, ShardTask task) {
    String name = task.stage().word() + " " + task.shard();
    if (method != task.stage()) {
      throw new AssertionError(name + " was given to " + method);
    }
    synchronized (this) {
      calls.add(name);
      mostRunning = Math.max(mostRunning, ++running);
    }
    try {
      failing.throwNext(name);
      if (endless.contains(task.stage())) {
        waitForCancel(name);
      }
      boolean reused = resumed.contains(task.stage());
      return new ShardResult(reused ? 0 : 1, reused ? 1 : 0, 0, 1.5);
    } finally {
      synchronized (this) {
        running--;
      }
    }
  }

  private void waitForCancel(String name) {
    while (true) {
      try {
        Activity.getExecutionContext().heartbeat(name);
        entered.countDown();
        Thread.sleep(20);
      } catch (ActivityCompletionException cancel) {
        synchronized (this) {
          saved.add(name);
        }
        throw cancel;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
