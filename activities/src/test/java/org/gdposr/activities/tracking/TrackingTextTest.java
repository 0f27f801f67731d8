package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;

class TrackingTextTest {
  @Test
  void leavesAreNamedByTheirPath() {
    assertEquals(
        Map.of("gdpo.batch", "2", "gdpo.metrics", "[\"A\",\"B\"]", "seed", "7"),
        TrackingText.leaves(
            Map.of("seed", 7, "gdpo", Map.of("batch", 2, "metrics", List.of("A", "B")))));
  }

  @Test
  void longValuesAreCut() {
    String value = TrackingText.leaves(Map.of("a", "x".repeat(501))).get("a");

    assertEquals("x".repeat(499) + "…", value);
  }

  @Test
  void aTagHoldsTheManifestAndAsManyFilesAsFit() {
    List<ArtifactFile> files =
        IntStream.range(0, 500)
            .mapToObj(
                i -> new ArtifactFile("chunk/%05d.safetensors".formatted(i), "ab".repeat(32), 9))
            .toList();
    String text =
        TrackingText.artifacts(
            new Manifest(
                Stage.ROLLOUT,
                "cd".repeat(32),
                2,
                new StageIdentity(Stage.ROLLOUT, 1, Map.of(), Map.of()),
                files,
                Map.of()));

    assertTrue(text.length() < 5000, () -> text.length() + " characters");
    assertTrue(text.contains("\"manifest\":\"manifests/" + "cd".repeat(32) + "/00002.json\""));
    assertTrue(text.contains("\"chunk/00000.safetensors\":\"objects/" + "ab".repeat(32) + "\""));
    assertTrue(Json.read(text.getBytes(StandardCharsets.UTF_8), Map.class).size() > 10);
  }
}
