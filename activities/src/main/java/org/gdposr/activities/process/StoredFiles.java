package org.gdposr.activities.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.StageFiles;

/** A stage's published files, fetched when they are asked for. */
final class StoredFiles implements StageFiles {
  private final Stage stage;
  private final ContentCache cache;
  private final Path folder;
  private final NavigableMap<String, ArtifactFile> files = new TreeMap<>();

  /**
   * @param folder where the files appear under their names
   */
  StoredFiles(Stage stage, List<ArtifactFile> published, ContentCache cache, Path folder) {
    this.stage = stage;
    this.cache = cache;
    this.folder = folder;
    published.forEach(file -> files.put(file.name(), file));
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized Path path(String name) {
    ArtifactFile file = files.get(name);
    if (file == null) {
      throw new DataException(
          stage.word()
              + ": published no file "
              + name
              + " (run: rerun --from "
              + stage.word()
              + ")");
    }
    Path target = folder.resolve(name);
    return Files.exists(target) ? target : cache.place(file, target);
  }

  @Override
  public Path folder(String name) {
    List<String> inside = names().stream().filter(file -> file.startsWith(name + "/")).toList();
    if (inside.isEmpty()) {
      throw new DataException(
          stage.word()
              + ": published no files in "
              + name
              + "/ (run: rerun --from "
              + stage.word()
              + ")");
    }
    inside.forEach(this::path);
    return folder.resolve(name);
  }
}
