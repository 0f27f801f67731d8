package org.gdposr.activities.storage;

import java.util.List;
import java.util.Optional;

/** Finished chunks of stages. */
public final class Chunks {
  private final JsonObjects records;
  private final ArtifactStore artifacts;

  public Chunks(ObjectStore objects) {
    records = new JsonObjects(objects);
    artifacts = new ArtifactStore(objects);
  }

  /** A finished chunk's files, if all are there with their sizes. */
  public Optional<List<ArtifactFile>> find(String stageKey, int generation, String chunk) {
    return records
        .find(StoreLayout.chunk(stageKey, generation, chunk), ChunkFiles.class)
        .map(ChunkFiles::files)
        .filter(files -> files.stream().allMatch(artifacts::present));
  }

  /**
   * Marks a chunk as finished. The first to do so counts, unless its files got lost.
   *
   * @param files published files
   * @return the files that count
   */
  public List<ArtifactFile> publish(
      String stageKey, int generation, String chunk, List<ArtifactFile> files) {
    String key = StoreLayout.chunk(stageKey, generation, chunk);
    ChunkFiles mine = new ChunkFiles(files);
    if (records.createOnce(key, mine)) {
      return mine.files();
    }
    Optional<List<ArtifactFile>> stored = find(stageKey, generation, chunk);
    if (stored.isPresent()) {
      return stored.get();
    }
    records.put(key, mine);
    return mine.files();
  }

  private record ChunkFiles(List<ArtifactFile> files) {
    ChunkFiles {
      files = List.copyOf(files);
    }
  }
}
