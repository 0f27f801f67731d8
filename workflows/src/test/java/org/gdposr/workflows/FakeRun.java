package org.gdposr.workflows;

import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gdposr.activities.run.RunActivities;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.run.StageStart;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/** Control activities that note their calls. */
final class FakeRun implements RunActivities {
  private final List<String> calls = new ArrayList<>();
  private final List<RunOutcome> outcomes = new ArrayList<>();
  private final Set<Stage> cached = EnumSet.noneOf(Stage.class);
  private final Failing failing;
  private int shards = 1;

  FakeRun(Failing failing) {
    this.failing = failing;
  }

  /** Shards of each stage that fans out. */
  void shards(int count) {
    shards = count;
  }

  void cache(Stage... stages) {
    cached.addAll(List.of(stages));
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<RunOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  @Override
  public List<Stage> plan(String runId) {
    note("plan");
    return List.of(Stage.values());
  }

  @Override
  public StageStart begin(String runId, Stage stage) {
    note("begin " + stage.word());
    List<ShardTask> tasks = new ArrayList<>();
    if (!cached.contains(stage)) {
      int count = (stage.fansOut() ? shards : 1) + (stage.concludes() ? 1 : 0);
      for (int i = 0; i < count; i++) {
        tasks.add(new ShardTask(runId, stage, "0123456789abcdef".repeat(4), 1, i, i + 1));
      }
    }
    return new StageStart(stage, cached.contains(stage), tasks, 1_000);
  }

  @Override
  public StagePin publish(StageStart start, boolean resumed) {
    note("publish " + start.stage().word());
    return new StagePin(
        start.stage(),
        "0123456789abcdef".repeat(4),
        1,
        "0123456789abcdef".repeat(4),
        "0123456789abcdef".repeat(4),
        resumed ? StagePin.How.RESUMED : StagePin.How.RAN,
        2.5,
        "2026-01-01T00:00:00Z");
  }

  @Override
  public void finish(String runId, RunOutcome outcome) {
    note("finish " + outcome.state().word());
    synchronized (this) {
      outcomes.add(outcome);
    }
  }

  private void note(String call) {
    String type = Activity.getExecutionContext().getInfo().getActivityType();
    synchronized (this) {
      calls.add(call);
    }
    failing.throwNext(type);
  }
}
