package org.gdposr.model.metric;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gdposr.model.metric.clip.AFine;
import org.gdposr.model.metric.clip.ClipIqa;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.metric.maniqa.ManiqaVariant;
import org.gdposr.model.metric.musiq.Musiq;
import org.gdposr.model.metric.perceptual.Dists;
import org.gdposr.model.metric.perceptual.FeatureNetwork;
import org.gdposr.model.metric.perceptual.Lpips;

/**
 * The metrics as pyiqa 0.1.16 defines them, in the order of the paper's tables. What a variant
 * changes is in the name; scores of different variants cannot be compared.
 */
public enum MetricName {
  /** Of Y, in dB. */
  PSNR("PSNR", Kind.FULL_REFERENCE, Better.HIGHER),
  /** Of Y in whole levels. */
  SSIM("SSIM", Kind.FULL_REFERENCE, Better.HIGHER),
  /** On AlexNet. */
  LPIPS("LPIPS", Kind.FULL_REFERENCE, Better.LOWER, Lpips.ALEX_FILE, FeatureNetwork.ALEXNET_FILE),
  /** On VGG16. */
  LPIPS_VGG(
      "LPIPS-vgg", Kind.FULL_REFERENCE, Better.LOWER, Lpips.VGG_FILE, FeatureNetwork.VGG16_FILE),
  /** Of two sets, by clean-FID's resize. */
  FID("FID", Kind.SET, Better.LOWER, Fid.FILE),
  /** Of two sets, by pytorch-fid's resize. */
  FID_LEGACY("FID-legacy", Kind.SET, Better.LOWER, Fid.FILE),
  DISTS("DISTS", Kind.FULL_REFERENCE, Better.LOWER, Dists.FILE, FeatureNetwork.VGG16_FILE),
  /** Trained on PIPAL. */
  MANIQA("MANIQA", Kind.NO_REFERENCE, Better.HIGHER, ManiqaVariant.PIPAL_FILE),
  /** Trained on KonIQ-10k. */
  MANIQA_KONIQ("MANIQA-koniq", Kind.NO_REFERENCE, Better.HIGHER, ManiqaVariant.KONIQ_FILE),
  /** Trained on KonIQ-10k. */
  MUSIQ("MUSIQ", Kind.NO_REFERENCE, Better.HIGHER, Musiq.FILE),
  /** On CLIP's RN50. */
  CLIPIQA("CLIPIQA", Kind.NO_REFERENCE, Better.HIGHER, ClipIqa.FILE),
  /** Over all scales, in [0, 100]. */
  AFINE("AFINE", Kind.FULL_REFERENCE, Better.LOWER, AFine.FILE),
  /** With the pristine model of its authors. */
  NIQE("NIQE", Kind.NO_REFERENCE, Better.LOWER, NiqeModel.FILE),
  /** With a pristine model fitted on a run's own training images. */
  NIQE_FITTED("NIQE-fitted", Kind.NO_REFERENCE, Better.LOWER);

  private final String label;
  private final Kind kind;
  private final Better better;
  private final List<String> files;

  MetricName(String label, Kind kind, Better better, String... files) {
    this.label = label;
    this.kind = kind;
    this.better = better;
    this.files = List.of(files);
  }

  /** What a score is of. */
  public enum Kind {
    /** An image and its HR image. */
    FULL_REFERENCE,
    /** An image alone. */
    NO_REFERENCE,
    /** A set of images and the set of their HR images. */
    SET
  }

  private enum Better {
    HIGHER,
    LOWER
  }

  /** As tables spell it: {@code LPIPS-vgg}. */
  public String label() {
    return label;
  }

  /** As configs and their tables spell it: {@code lpips-vgg}. */
  public String word() {
    return label.toLowerCase(Locale.ROOT);
  }

  /** The metric of this label or word, in any case. */
  public static Optional<MetricName> of(String label) {
    for (MetricName metric : values()) {
      if (metric.label.equalsIgnoreCase(label)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  public Kind kind() {
    return kind;
  }

  /** Whether an image is compared with its HR image. */
  public boolean usesReference() {
    return kind == Kind.FULL_REFERENCE;
  }

  public boolean higherIsBetter() {
    return better == Better.HIGHER;
  }

  /** Official names of the weights it takes; none for what needs no weights. */
  public List<String> files() {
    return files;
  }
}
