package org.gdposr.model.arf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gdposr.model.Stage;
import org.gdposr.model.StageInputs;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.NiqeModel;
import org.gdposr.model.metric.NiqeSpec;
import org.gdposr.model.source.HrCrops;
import org.jspecify.annotations.Nullable;

/**
 * NIQE's pristine model of a run's first training images: fitted when first asked for, and kept.
 */
public final class FittedNiqe {
  private final NiqeSpec spec;
  private @Nullable NiqeModel model;

  public FittedNiqe(NiqeSpec spec) {
    this.spec = spec;
  }

  /**
   * The model.
   *
   * @param inputs the same at each call
   */
  NiqeModel of(StageInputs inputs) {
    if (model == null) {
      model = NiqeModel.fit(pristine(inputs), spec);
    }
    return model;
  }

  private List<RgbImage> pristine(StageInputs inputs) {
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.TRAIN);
    Set<String> sources = new LinkedHashSet<>();
    for (int i = 0; i < items.size() && sources.size() < spec.pristineImages(); i++) {
      sources.add(items.item(i).recipe().sourceSha256());
    }
    HrCrops hr = new HrCrops(inputs.sources());
    List<RgbImage> pristine = new ArrayList<>();
    for (String sha256 : sources) {
      pristine.add(hr.image(hr.indexOf(sha256)));
    }
    return pristine;
  }
}
