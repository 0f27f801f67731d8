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
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeModel;
import org.gdposr.model.metric.NiqeSpec;
import org.gdposr.model.metric.Psnr;
import org.gdposr.model.metric.Ssim;
import org.gdposr.model.source.HrCrops;
import org.jspecify.annotations.Nullable;

/** The metrics as functions; those that need a model hold it. */
public final class Scorers {
  private final @Nullable NiqeModel niqe;

  private Scorers(@Nullable NiqeModel niqe) {
    this.niqe = niqe;
  }

  /** Readies the metrics. NIQE's pristine model is fitted on the first training images. */
  public static Scorers fit(List<MetricName> metrics, NiqeSpec spec, StageInputs inputs) {
    if (!metrics.contains(MetricName.NIQE_FITTED)) {
      return new Scorers(null);
    }
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
    return new Scorers(NiqeModel.fit(pristine, spec));
  }

  /** The metric's raw score; {@code reference} is HR and ignored by no-reference metrics. */
  public double score(MetricName metric, RgbImage image, RgbImage reference) {
    return switch (metric) {
      case PSNR -> Psnr.y(image, reference);
      case SSIM -> Ssim.y(image, reference);
      case NIQE_FITTED -> {
        if (niqe == null) {
          throw new IllegalStateException("NIQE was not readied");
        }
        yield niqe.score(image);
      }
      default -> throw new IllegalStateException(metric + " is not wired");
    };
  }
}
