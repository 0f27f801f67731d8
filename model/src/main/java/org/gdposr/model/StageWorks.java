package org.gdposr.model;

import org.gdposr.model.arf.ArfStage;
import org.gdposr.model.benchmark.BenchmarkStage;
import org.gdposr.model.degradation.DegradationStage;
import org.gdposr.model.gdpo.GdpoStage;
import org.gdposr.model.naosd.NaosdStage;
import org.gdposr.model.rollout.RolloutStage;

/** The computations of the six stages. */
public final class StageWorks {
  private StageWorks() {}

  /** The stage's computation under a spec, of which it sees its own {@link Stage#sections}. */
  public static StageWork of(Stage stage, PipelineSpec spec) {
    long seed = spec.seed();
    return switch (stage) {
      case DEGRADATION -> new DegradationStage(seed, spec.data().heldOut(), spec.degradation());
      case NAOSD -> new NaosdStage(seed, spec.naosd());
      case ROLLOUT -> new RolloutStage(seed, spec.rollout());
      case ARF -> new ArfStage(spec.arf(), spec.rollout().visits());
      case GDPO -> new GdpoStage(seed, spec.gdpo());
      case BENCHMARK ->
          new BenchmarkStage(seed, spec.data().heldOut(), spec.benchmark(), spec.arf().niqe());
    };
  }
}
