package org.gdposr.cli.run;

import java.util.List;
import java.util.Optional;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;

/**
 * A run at one moment.
 *
 * @param header its head
 * @param state PAUSED also for a run whose process is gone
 * @param error why it failed
 * @param stages all stages in order
 * @param policySha256 of {@code policy/lora.safetensors}, once published
 * @param tableSha256 of {@code benchmark/table.csv}, once published
 */
public record RunSnapshot(
    RunHeader header,
    RunState state,
    Optional<RunOutcome.Error> error,
    List<StageLine> stages,
    Optional<String> policySha256,
    Optional<String> tableSha256) {
  public RunSnapshot {
    stages = List.copyOf(stages);
  }

  public String runId() {
    return header.runId();
  }

  /** Seconds that its stages took, each in the run that made it last. */
  public double seconds() {
    return stages.stream().mapToDouble(StageLine::seconds).sum();
  }
}
