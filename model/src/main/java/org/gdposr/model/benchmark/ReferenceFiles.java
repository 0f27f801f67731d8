package org.gdposr.model.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.CsvTable;

/** LR and HR images as they are: names, pictures and features. */
final class ReferenceFiles {
  private final Part part;
  private final Optional<SetFeatures> features;
  private final CsvTable names = new CsvTable(List.of("set", "index", "name"));
  private final PictureRows lr = new PictureRows();
  private final PictureRows hr = new PictureRows();
  private final FeatureRows rows = new FeatureRows();

  ReferenceFiles(Part part, Optional<SetFeatures> features) {
    this.part = part;
    this.features = features;
  }

  void add(int index, TestImage image) {
    names.add(part.set(), index, image.name());
    lr.add(index, image.lr());
    hr.add(index, image.hr());
    features.ifPresent(of -> rows.add(of.of(image.hr()), 0));
  }

  void write(Path out) {
    names.write(out.resolve(part.scores()));
    lr.write(out.resolve(part.pictures("lr")));
    hr.write(out.resolve(part.pictures("hr")));
    rows.write(out.resolve(part.features()));
  }
}
