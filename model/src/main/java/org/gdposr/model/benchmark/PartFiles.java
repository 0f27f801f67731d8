package org.gdposr.model.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.CsvTable;
import org.gdposr.model.arf.Scorers;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;

/** A model's restorations of some images: scores, pictures and features as they come in. */
final class PartFiles {
  private final Part part;
  private final BenchmarkSpec spec;
  private final Scorers scorers;
  private final Optional<SetFeatures> features;
  private final CsvTable scores;
  private final PictureRows pictures = new PictureRows();
  private final FeatureRows rows = new FeatureRows();

  PartFiles(Part part, BenchmarkSpec spec, Scorers scorers, Optional<SetFeatures> features) {
    this.part = part;
    this.spec = spec;
    this.scorers = scorers;
    this.features = features;
    List<String> columns = new ArrayList<>(List.of("set", "image", "model", "noise"));
    spec.ofImages().forEach(metric -> columns.add(metric.word()));
    scores = new CsvTable(columns);
  }

  void add(int index, TestImage image, int noise, RgbImage restored) {
    List<Object> row = new ArrayList<>(List.of(part.set(), image.name(), part.model(), noise));
    for (MetricName metric : spec.ofImages()) {
      row.add(scorers.score(metric, restored, image.hr()));
    }
    scores.add(row.toArray());
    if (noise == 0) {
      pictures.add(index, restored);
    }
    features.ifPresent(of -> rows.add(of.of(restored), noise));
  }

  void write(Path out) {
    scores.write(out.resolve(part.scores()));
    pictures.write(out.resolve(part.pictures()));
    rows.write(out.resolve(part.features()));
  }
}
