package org.gdposr.model;

import java.util.List;
import org.gdposr.model.arf.ArfSpec;
import org.gdposr.model.arf.GreyOrder;
import org.gdposr.model.arf.RegionWeighting;
import org.gdposr.model.benchmark.BenchmarkModel;
import org.gdposr.model.benchmark.BenchmarkSpec;
import org.gdposr.model.degradation.DegradationOrder;
import org.gdposr.model.degradation.DegradationSpec;
import org.gdposr.model.degradation.RealEsrganSpec;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.gdpo.GdpoSpec;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeSpec;
import org.gdposr.model.naosd.LossTerm;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.naosd.ScratchSpec;
import org.gdposr.model.rollout.RolloutSpec;
import org.gdposr.model.scoring.MetricsSpec;
import org.gdposr.model.source.DataSpec;
import org.gdposr.model.source.DeadLeavesSpec;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.training.OptimizerSpec;

/** The smallest experiment that has everything: all six stages in a few seconds. */
public final class SmallSpec {
  private SmallSpec() {}

  public static PipelineSpec of(int groupSize) {
    return new PipelineSpec(
        7,
        new DataSpec(DataSpec.DEAD_LEAVES, 2, 64, new DeadLeavesSpec(6, 96)),
        new DegradationSpec(64, 4, 6, 4, 2, 1, realEsrgan()),
        new NaosdSpec(
            NaosdSpec.SCRATCH,
            new ScratchSpec(
                new AutoencoderConfig(List.of(8, 16), 1, 4, 4),
                new UNetConfig(List.of(8, 16), List.of(1, 2), 1, 8, 4, 4),
                2,
                6,
                4,
                32,
                4,
                1e-6,
                4,
                4,
                32,
                adamW(2e-3),
                adamW(1e-3)),
            250,
            100,
            4,
            2,
            1,
            List.of(new LossTerm(LossTerm.Kind.MSE, 1), new LossTerm(LossTerm.Kind.L1, 0.1)),
            new LoraSpec(4, 8),
            adamW(1e-3),
            1),
        new RolloutSpec(groupSize, 6, 250, 100, 2, 1),
        new ArfSpec(
            List.of(MetricName.PSNR),
            List.of(MetricName.NIQE_FITTED),
            RegionWeighting.ADAPTIVE,
            GreyOrder.RGB,
            10,
            50,
            new NiqeSpec(16, 4, 96, 0.5),
            2,
            1),
        new GdpoSpec(GdpoSpec.Objective.GDPO, 3, 2, 5000, new LoraSpec(4, 8), adamW(1e-4), 1),
        new BenchmarkSpec(
            List.of(BenchmarkModel.values()),
            List.of(),
            List.of(),
            List.of(MetricName.PSNR, MetricName.SSIM, MetricName.NIQE_FITTED),
            2,
            250,
            100,
            ColourFix.ADAIN,
            1,
            1),
        new MetricsSpec(MetricsSpec.NONE));
  }

  private static OptimizerSpec adamW(double learningRate) {
    return new OptimizerSpec(learningRate, 0.9, 0.999, 0.01, 1e-8, 1);
  }

  private static RealEsrganSpec realEsrgan() {
    return new RealEsrganSpec(
        new DegradationOrder(
            List.of(0.2, 3.0),
            0.1,
            List.of(0.2, 0.7, 0.1),
            List.of(0.3, 1.5),
            0.5,
            List.of(1.0, 15.0),
            List.of(0.05, 2.0),
            0.4,
            List.of(60.0, 95.0)),
        new DegradationOrder(
            List.of(0.2, 1.5),
            0.1,
            List.of(0.3, 0.4, 0.3),
            List.of(0.6, 1.2),
            0.5,
            List.of(1.0, 12.0),
            List.of(0.05, 1.0),
            0.4,
            List.of(60.0, 100.0)),
        0.5,
        0.8);
  }
}
