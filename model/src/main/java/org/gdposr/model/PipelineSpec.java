package org.gdposr.model;

import java.util.List;
import org.gdposr.model.arf.ArfSpec;
import org.gdposr.model.benchmark.BenchmarkSpec;
import org.gdposr.model.degradation.DegradationSpec;
import org.gdposr.model.gdpo.GdpoSpec;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.naosd.ScratchSpec;
import org.gdposr.model.rollout.RolloutSpec;
import org.gdposr.model.scoring.MetricsSpec;
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
    BenchmarkSpec benchmark,
    MetricsSpec metrics) {
  public PipelineSpec {
    int visits = gdpo.steps() * gdpo.batch();
    Check.that(
        visits <= rollout.visits(),
        "gdpo.steps",
        gdpo.steps(),
        "gdpo.steps × gdpo.batch = " + visits + " at most rollout.visits = " + rollout.visits());
    if (naosd.fromScratch()) {
      checkSides(degradation.cropSize(), naosd.scratch());
    }
    metrics.requireFor(scored(Stage.ARF, arf, benchmark));
    metrics.requireFor(scored(Stage.BENCHMARK, arf, benchmark));
    int blocks = degradation.cropSize() / arf.niqe().blockSize();
    Check.that(
        !arf.noReference().contains(MetricName.NIQE_FITTED) || blocks >= 2,
        "arf.niqe.blockSize",
        arf.niqe().blockSize(),
        "at most half of degradation.cropSize = " + degradation.cropSize());
  }

  /** Metrics that a stage scores by; none for most. */
  public List<MetricName> scored(Stage stage) {
    return scored(stage, arf, benchmark);
  }

  private static List<MetricName> scored(Stage stage, ArfSpec arf, BenchmarkSpec benchmark) {
    return switch (stage) {
      case ARF -> arf.metrics();
      case BENCHMARK -> benchmark.metrics();
      case DEGRADATION, NAOSD, ROLLOUT, GDPO -> List.of();
    };
  }

  private static void checkSides(int cropSize, ScratchSpec scratch) {
    int factor = scratch.vae().factor();
    int multiple = factor << (scratch.unet().blockOutChannels().size() - 1);
    Check.that(
        cropSize % multiple == 0,
        "degradation.cropSize",
        cropSize,
        "a multiple of " + multiple + ", by which VAE and UNet divide it");
    Check.that(
        scratch.vaeCrop() % factor == 0 && scratch.vaeCrop() <= cropSize,
        "naosd.scratch.vaeCrop",
        scratch.vaeCrop(),
        "a multiple of " + factor + ", at most degradation.cropSize = " + cropSize);
    Check.that(
        scratch.unetCrop() % multiple == 0 && scratch.unetCrop() <= cropSize,
        "naosd.scratch.unetCrop",
        scratch.unetCrop(),
        "a multiple of " + multiple + ", at most degradation.cropSize = " + cropSize);
  }
}
