package org.gdposr.model.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gdposr.model.Fixture;
import org.gdposr.model.metric.NiqeModel;

/**
 * The metrics' files in their official layouts, which src/test/python/official_layouts.py wrote.
 */
public final class OfficialFiles {
  private OfficialFiles() {}

  /** Puts all of them into a folder. */
  public static void unpack(Path folder) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(Fixture.metricFolder("official.zip")))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(e.getName()));
      }
    }
    Files.copy(Fixture.metricFolder("niqe/" + NiqeModel.FILE), folder.resolve(NiqeModel.FILE));
  }
}
