package org.gdposr.activities.process;

import org.gdposr.model.PipelineSpec;
import org.gdposr.model.Stage;
import org.gdposr.model.StageWork;

/** Where a stage process finds its computation. */
@FunctionalInterface
public interface StageWorkFactory {
  /** The computation of a stage under an experiment's spec. */
  StageWork of(Stage stage, PipelineSpec spec);
}
