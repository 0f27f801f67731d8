package org.gdposr.activities.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.Stage;

/**
 * What a stage published: written once, last, at {@code manifests/<stageKey>/<generation>.json}.
 *
 * @param stage the stage
 * @param stageKey see {@link StageIdentity#stageKey()}
 * @param generation counts publications of this stage key, from 1
 * @param identity what the stage key digests
 * @param files published files by name
 * @param provenance where and by what it was made: commit, engine, host, times; in no digest
 */
public record Manifest(
    Stage stage,
    String stageKey,
    int generation,
    StageIdentity identity,
    List<ArtifactFile> files,
    Map<String, String> provenance) {
  public Manifest {
    files = files.stream().sorted(Comparator.comparing(ArtifactFile::name)).toList();
    provenance = Map.copyOf(provenance);
  }

  /** Digest of the results alone: what later stages' keys are made of. */
  public String outputSha256() {
    return Json.sha256(files);
  }
}
