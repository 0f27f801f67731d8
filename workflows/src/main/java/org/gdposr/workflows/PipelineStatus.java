package org.gdposr.workflows;

import java.util.List;
import org.gdposr.activities.run.RunState;

/**
 * Where a run stands.
 *
 * @param runId the run
 * @param state RUNNING until its outcome is written
 * @param stages the planned stages in order; empty until the run is planned
 */
public record PipelineStatus(String runId, RunState state, List<StageStatus> stages) {
  public PipelineStatus {
    stages = List.copyOf(stages);
  }
}
