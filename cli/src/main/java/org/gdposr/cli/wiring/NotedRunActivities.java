package org.gdposr.cli.wiring;

import java.util.List;
import org.gdposr.activities.run.RunActivities;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.run.StageStart;
import org.gdposr.activities.tracking.Outbox;
import org.gdposr.model.Stage;

/** Notes each begun stage for tracking, so that its metrics are delivered while it runs. */
final class NotedRunActivities implements RunActivities {
  private final RunActivities activities;
  private final Outbox outbox;

  NotedRunActivities(RunActivities activities, Outbox outbox) {
    this.activities = activities;
    this.outbox = outbox;
  }

  @Override
  public List<Stage> plan(String runId) {
    return activities.plan(runId);
  }

  @Override
  public StageStart begin(String runId, Stage stage) {
    StageStart start = activities.begin(runId, stage);
    outbox.begun(runId, start);
    return start;
  }

  @Override
  public StagePin publish(StageStart start, boolean resumed) {
    return activities.publish(start, resumed);
  }

  @Override
  public void finish(String runId, RunOutcome outcome) {
    activities.finish(runId, outcome);
  }
}
