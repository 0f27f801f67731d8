package org.gdposr.model;

import java.nio.file.Path;
import org.gdposr.model.source.SourceImages;

/** All that a stage's computation may read beside its spec. */
public interface StageInputs {
  /** The HR images; only for stages that {@linkplain Stage#readsSources() read} them. */
  SourceImages sources();

  /** Published files of one of the stage's {@linkplain Stage#inputs() inputs}. */
  StageFiles of(Stage producer);

  /** The folder that {@code naosd.base} names, verified; only where it names one. */
  Path baseWeights();
}
