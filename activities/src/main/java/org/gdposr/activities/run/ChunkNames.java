package org.gdposr.activities.run;

import java.util.List;
import org.gdposr.model.PipelineSpec;
import org.gdposr.model.Stage;

/** Names of a stage's chunks in item order, see {@link org.gdposr.model.StageWork#chunks()}. */
@FunctionalInterface
public interface ChunkNames {
  List<String> of(Stage stage, PipelineSpec spec);
}
