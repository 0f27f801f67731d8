package org.gdposr.activities.run;

import org.gdposr.model.PipelineSpec;
import org.gdposr.model.arf.ArfSpec;
import org.gdposr.model.benchmark.BenchmarkSpec;
import org.gdposr.model.degradation.DegradationSpec;
import org.gdposr.model.gdpo.GdpoSpec;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.rollout.RolloutSpec;
import org.gdposr.model.scoring.MetricsSpec;
import org.gdposr.model.source.DataSpec;

/**
 * One experiment's config, complete: the YAML's keys are these components.
 *
 * @param seed key of all random numbers
 * @param execution how it is executed
 * @param tracking where it is tracked
 */
public record RunConfig(
    long seed,
    DataSpec data,
    DegradationSpec degradation,
    NaosdSpec naosd,
    RolloutSpec rollout,
    ArfSpec arf,
    GdpoSpec gdpo,
    BenchmarkSpec benchmark,
    MetricsSpec metrics,
    ExecutionSpec execution,
    TrackingSpec tracking) {
  public RunConfig {
    // the stages' own rules between each other
    new PipelineSpec(seed, data, degradation, naosd, rollout, arf, gdpo, benchmark, metrics);
  }

  /** The part that results depend on. */
  public PipelineSpec pipeline() {
    return new PipelineSpec(seed, data, degradation, naosd, rollout, arf, gdpo, benchmark, metrics);
  }
}
