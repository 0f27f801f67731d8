package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All six stages at the smallest size: bits, resumption and learning. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {

  private static final PipelineSpec SPEC = SmallSpec.of(3);

  private Path root = Path.of("");

  @BeforeAll
  void runAllStages(@TempDir Path folder) {
    root = folder;
    LocalRun whole = new LocalRun(SPEC, root.resolve("whole"));
    for (Stage stage : Stage.values()) {
      whole.run(stage, LocalRun.Host.quiet());
    }
  }

  @Test
  void chunksInAnyOrderAndByFreshProcessesGiveTheSameBits() {
    LocalRun other = new LocalRun(SPEC, root.resolve("other"));
    for (Stage stage : Stage.values()) {
      List<String> chunks = new ArrayList<>(StageWorks.of(stage, SPEC).chunks());
      int free = stage.concludes() ? chunks.size() - 1 : chunks.size();
      Collections.reverse(chunks.subList(0, free));
      for (String chunk : chunks) {
        other.run(stage, List.of(chunk), LocalRun.Host.quiet());
      }
      assertEquals(digests("whole", stage), digests("other", stage), stage.word());
    }
  }

  @Test
  void trainingStoppedAnywhereEndsWithTheSameBits() {
    LocalRun other = new LocalRun(SPEC, root.resolve("stopped"));
    other.run(Stage.DEGRADATION, LocalRun.Host.quiet());
    for (Stage stage : List.of(Stage.NAOSD, Stage.ROLLOUT, Stage.ARF, Stage.GDPO)) {
      if (stage.fansOut()) {
        other.run(stage, LocalRun.Host.quiet());
        continue;
      }
      Path checkpoints = root.resolve("checkpoints-" + stage.word());
      // in the middle of each phase, and exactly between two
      List<Long> stops = stage == Stage.NAOSD ? List.of(3L, 6L, 8L, 12L) : List.of(1L, 2L);
      for (long stop : stops) {
        assertThrows(
            StoppedException.class,
            () -> other.run(stage, new LocalRun.Host(checkpoints, 1000, stop)));
      }
      other.run(stage, new LocalRun.Host(checkpoints, 1000, -1));
      assertEquals(digests("whole", stage), digests("stopped", stage), stage.word());
    }
  }

  @Test
  void everyPhaseOfTrainingChangesWeightsAndLowersItsLoss() {
    CsvTable history = CsvTable.read(root.resolve("whole/naosd/naosd/history.csv"));
    double[] first = losses(history, "vae");
    assertTrue(first[first.length - 1] < first[0], "vae");
    double[] second = losses(history, "unet");
    assertTrue(second[second.length - 1] < second[0], "unet");
    Map<String, String> files = digests("whole", Stage.NAOSD);
    String unet = "unet/diffusion_pytorch_model.safetensors";
    assertNotEquals(files.get("untrained/" + unet), files.get("base/" + unet));
    assertNotEquals(files.get("base/" + unet), files.get("model/" + unet));
    assertNotEquals(files.get("model/" + unet), digests("whole", Stage.GDPO).get("model/" + unet));
  }

  @Test
  void gdpoStartsAtExactlyLogTwo() {
    CsvTable history = CsvTable.read(root.resolve("whole/gdpo/gdpo/history.csv"));
    int loss = history.column("loss");
    assertEquals((float) Math.log(2), Float.parseFloat(history.rows().get(0).get(loss)));
    assertNotEquals(history.rows().get(0).get(loss), history.rows().get(1).get(loss));
  }

  @Test
  void aGroupsMembersDontDependOnItsSize() {
    LocalRun larger = new LocalRun(SmallSpec.of(4), root.resolve("larger"));
    larger.run(Stage.DEGRADATION, LocalRun.Host.quiet());
    assertEquals(
        digests("whole", Stage.DEGRADATION), LocalRun.digests(root.resolve("larger/degradation")));
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void resultsChangeOnlyWithARaisedRevision(Stage stage) throws IOException {
    Golden.check(stage, root.resolve("whole").resolve(stage.word()));
  }

  @Test
  void theTableHasARowPerModelAndFiniteScores() {
    CsvTable table = CsvTable.read(root.resolve("whole/benchmark/benchmark/table.csv"));
    assertEquals(
        List.of("bicubic", "untrained", "base", "naosd", "gdpo"),
        table.rows().stream().map(row -> row.get(1)).toList());
    for (List<String> row : table.rows()) {
      for (String score : row.subList(2, row.size())) {
        assertTrue(Double.isFinite(Double.parseDouble(score)), row.toString());
      }
    }
  }

  private Map<String, String> digests(String run, Stage stage) {
    return LocalRun.digests(root.resolve(run).resolve(stage.word()));
  }

  private static double[] losses(CsvTable history, String phase) {
    int column = history.column("loss");
    return history.rows().stream()
        .filter(row -> row.get(0).equals(phase))
        .mapToDouble(row -> Double.parseDouble(row.get(column)))
        .toArray();
  }
}
