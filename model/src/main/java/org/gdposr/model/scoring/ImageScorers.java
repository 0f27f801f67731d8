package org.gdposr.model.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeModel;
import org.gdposr.model.metric.Psnr;
import org.gdposr.model.metric.Ssim;
import org.gdposr.model.metric.clip.AFine;
import org.gdposr.model.metric.clip.ClipIqa;
import org.gdposr.model.metric.maniqa.Maniqa;
import org.gdposr.model.metric.maniqa.ManiqaVariant;
import org.gdposr.model.metric.musiq.Musiq;
import org.gdposr.model.metric.perceptual.Dists;
import org.gdposr.model.metric.perceptual.Lpips;

/** Makes metrics of single images ready. */
public final class ImageScorers {
  private ImageScorers() {}

  /** Whether a metric is plain arithmetic that needs no engine, so that any thread may call it. */
  public static boolean plain(MetricName metric) {
    return switch (metric) {
      case PSNR, SSIM, NIQE, NIQE_FITTED -> true;
      case LPIPS, LPIPS_VGG, FID, FID_LEGACY, DISTS, MANIQA, MANIQA_KONIQ, MUSIQ, CLIPIQA, AFINE ->
          false;
    };
  }

  /**
   * A {@linkplain #plain plain} metric.
   *
   * @param weights the folder of {@link MetricName#files}
   * @throws DataException naming the file that cannot be used
   */
  public static ImageScorer plain(MetricName metric, Path weights) {
    return metric == MetricName.NIQE ? of(NiqeModel.load(weights)) : weightless(metric);
  }

  /** PSNR or SSIM. */
  public static ImageScorer weightless(MetricName metric) {
    return switch (metric) {
      case PSNR -> Psnr::y;
      case SSIM -> Ssim::y;
      default ->
          throw new IllegalArgumentException("metric: " + metric + " (expected: PSNR or SSIM)");
    };
  }

  /** NIQE with this pristine model. */
  public static ImageScorer of(NiqeModel model) {
    return (image, reference) -> model.score(image);
  }

  /**
   * A metric of any kind but sets'.
   *
   * @param manager owns its weights; its thread alone may score
   * @param weights the folder of {@link MetricName#files}
   * @throws DataException naming the file that cannot be used
   */
  public static ImageScorer open(MetricName metric, NDManager manager, Path weights) {
    return switch (metric) {
      case PSNR, SSIM, NIQE -> plain(metric, weights);
      case LPIPS -> pair(manager, Lpips.alex(manager, weights)::score);
      case LPIPS_VGG -> pair(manager, Lpips.vgg(manager, weights)::score);
      case DISTS -> pair(manager, Dists.load(manager, weights)::score);
      case AFINE -> pair(manager, AFine.load(manager, weights)::score);
      case MANIQA -> one(manager, Maniqa.load(manager, ManiqaVariant.PIPAL, weights)::score);
      case MANIQA_KONIQ -> one(manager, Maniqa.load(manager, ManiqaVariant.KONIQ, weights)::score);
      case MUSIQ -> one(manager, Musiq.load(manager, weights)::score);
      case CLIPIQA -> one(manager, ClipIqa.load(manager, weights)::score);
      case FID, FID_LEGACY, NIQE_FITTED ->
          throw new IllegalArgumentException("metric: " + metric + " (expected: of one image)");
    };
  }

  private static ImageScorer one(NDManager manager, ToDoubleFunction<NDArray> score) {
    return (image, reference) -> {
      try (NDArray x = ImageTensors.unit(manager, image)) {
        return score.applyAsDouble(x);
      }
    };
  }

  private static ImageScorer pair(NDManager manager, ToDoubleBiFunction<NDArray, NDArray> score) {
    return (image, reference) -> {
      try (NDArray x = ImageTensors.unit(manager, image);
          NDArray y = ImageTensors.unit(manager, reference)) {
        return score.applyAsDouble(x, y);
      }
    };
  }
}
