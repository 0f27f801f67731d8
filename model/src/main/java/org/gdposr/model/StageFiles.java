package org.gdposr.model;

import java.nio.file.Path;
import java.util.List;

/** The published files of one stage. */
public interface StageFiles {
  /** Names in sorted order, {@code /} between folders: {@code model/unet/config.json}. */
  List<String> names();

  /**
   * Local copy of a file, fetched and verified at the first call.
   *
   * @throws DataException if the stage published no such file
   */
  Path path(String name);

  /** Local folder with every file whose name starts with {@code folder/}, under the rest of it. */
  Path folder(String folder);
}
