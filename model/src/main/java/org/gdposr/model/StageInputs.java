package org.gdposr.model;

import java.nio.file.Path;
import org.gdposr.model.source.BenchmarkImages;
import org.gdposr.model.source.SourceImages;

/** All that a stage's computation may read beside its spec. */
public interface StageInputs {
  /** The HR images; only for stages that {@linkplain Stage#readsSources() read} them. */
  SourceImages sources();

  /**
   * Published files of one of the stage's {@linkplain Stage#inputs() inputs}, or, for the last
   * chunk of a stage that {@linkplain Stage#concludes() concludes}, of its own other chunks.
   */
  StageFiles of(Stage producer);

  /**
   * A benchmark's images, verified; only for the benchmark.
   *
   * @param set its name in {@code benchmark.sets}
   */
  BenchmarkImages benchmark(String set);

  /**
   * The folder of a model from outside, verified; only for the benchmark.
   *
   * @param name its name in {@code benchmark.others}
   */
  Path otherModel(String name);

  /** The folder that {@code metrics.weights} names, verified; only where it names one. */
  Path metricWeights();

  /** The folder that {@code naosd.base} names, verified; only where it names one. */
  Path baseWeights();
}
