package org.gdposr.model;

import org.gdposr.model.arf.ArfSpec;
import org.gdposr.model.benchmark.BenchmarkSpec;
import org.gdposr.model.degradation.DegradationSpec;
import org.gdposr.model.gdpo.GdpoSpec;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.rollout.RolloutSpec;
import org.gdposr.model.source.DataSpec;

/**
 * One experiment: everything that its results depend on.
 *
 * @param seed key of all random numbers
 */
public record PipelineSpec(
    long seed,
    DataSpec data,
    DegradationSpec degradation,
    NaosdSpec naosd,
    RolloutSpec rollout,
    ArfSpec arf,
    GdpoSpec gdpo,
    BenchmarkSpec benchmark) {
  public PipelineSpec {
    int visits = gdpo.steps() * gdpo.batch();
    Check.that(
        visits <= rollout.visits(),
        "gdpo.steps",
        gdpo.steps(),
        "gdpo.steps × gdpo.batch = " + visits + " at most rollout.visits = " + rollout.visits());
  }
}
