package org.gdposr.activities.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunActivitiesImplTest {
  @TempDir Path work;
  private TestRuns runs = new TestRuns(Path.of(""));

  @BeforeEach
  void start() {
    runs = new TestRuns(work);
  }

  @Test
  void planningUploadsTheSourcesAndMarksTheRun() {
    runs.create("a", TestConfigs.tiny(42));
    String source = runs.records.inputs("a").orElseThrow().source();
    assertTrue(runs.objects.find(StoreLayout.source(source)).isPresent());
    assertEquals(RunState.RUNNING, runs.records.outcome("a").orElseThrow().state());
    assertEquals(List.of(Stage.values()), runs.activities.plan("a"), "again");
  }

  @Test
  void shardsAreNearlyEqualRunsOfAllChunks() {
    runs.create("a", TestConfigs.tiny(Map.of("execution.shards", Map.of("degradation", 5))));
    StageStart start = runs.activities.begin("a", Stage.DEGRADATION);
    assertEquals(
        List.of("00000-00002", "00002-00004", "00004-00007", "00007-00009", "00009-00012"),
        start.shards().stream().map(ShardTask::shard).toList());
    assertEquals(start, runs.activities.begin("a", Stage.DEGRADATION), "again");
  }

  @Test
  void moreShardsThanChunksAreOnePerChunk() {
    runs.create("a", TestConfigs.tiny(Map.of("execution.shards", Map.of("degradation", 99))));
    assertEquals(12, runs.activities.begin("a", Stage.DEGRADATION).shards().size());
  }

  @Test
  void shardingIsInNoKeyAndNoManifest(@TempDir Path other) throws IOException {
    Set<String> manifests = new HashSet<>();
    for (int shards : List.of(1, 3, 8)) {
      TestRuns own = new TestRuns(Files.createDirectories(other.resolve("store" + shards)));
      own.create("a", TestConfigs.tiny(Map.of("execution.shards", Map.of("degradation", shards))));
      own.run("a", Stage.DEGRADATION);
      manifests.add(own.records.pinOf("a", Stage.DEGRADATION).orElseThrow().manifestSha256());
    }
    assertEquals(1, manifests.size());
  }

  @Test
  void aFinishedStageIsPinnedOnce() {
    runs.create("a", TestConfigs.tiny(42));
    StageStart start = runs.activities.begin("a", Stage.DEGRADATION);
    ExpectedFailure.message(FailureType.INTERNAL, () -> runs.activities.publish(start, false));
    start.shards().forEach(runs::work);
    StagePin pin = runs.activities.publish(start, true);
    assertEquals(StagePin.How.RESUMED, pin.how());
    assertEquals(pin, runs.activities.publish(start, false), "again");
    assertEquals(1, runs.objects.list(StoreLayout.pins("a", Stage.DEGRADATION)).size());
    assertTrue(runs.activities.begin("a", Stage.DEGRADATION).cached());
    assertEquals(Optional.of(pin), runs.records.pinOf("a", Stage.DEGRADATION));
  }

  @Test
  void anotherRunOfTheSameConfigComputesNothing() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    runs.create("b", TestConfigs.tiny(42));
    for (Stage stage : Stage.values()) {
      assertTrue(runs.activities.begin("b", stage).cached());
      StagePin pin = runs.records.pinOf("b", stage).orElseThrow();
      assertEquals(StagePin.How.CACHED, pin.how());
      assertEquals(
          runs.records.pinOf("a", stage).orElseThrow().manifestSha256(), pin.manifestSha256());
    }
  }

  @Test
  void aStageWhoseInputIsMissingDoesNotBegin() {
    runs.create("a", TestConfigs.tiny(42));
    String message =
        ExpectedFailure.message(
            FailureType.INTERNAL, () -> runs.activities.begin("a", Stage.NAOSD));
    assertEquals("naosd: its input degradation is not published", message);
  }

  @Test
  void aPinWhoseFilesAreLostIsMadeAgainInANewGeneration() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    StagePin lost = runs.records.pinOf("a", Stage.ROLLOUT).orElseThrow();
    String sha256 = new Manifests(runs.objects).load(lost.stageKey(), 1).files().get(2).sha256();
    runs.objects.delete(StoreLayout.object(sha256));
    StageStart start = runs.activities.begin("a", Stage.ROLLOUT);
    assertFalse(start.cached());
    assertEquals(2, start.shards().get(0).generation());
    start.shards().forEach(runs::work);
    StagePin made = runs.activities.publish(start, false);
    assertEquals(lost.outputSha256(), made.outputSha256());
    assertEquals(2, made.generation());
    assertTrue(runs.activities.begin("a", Stage.ARF).cached(), "the same bytes, the same keys");
  }

  @Test
  void aRunGoesOnWithoutItsFolderOnceItsImagesAreInTheStore() throws IOException {
    Path folder = Files.createDirectories(work.resolve("photos"));
    DeadLeavesSpec leaves = new DeadLeavesSpec(3, 48);
    for (int i = 0; i < 3; i++) {
      ImageFiles.writePng(folder.resolve(i + ".png"), DeadLeaves.render(leaves, 7, i));
    }
    runs.create("a", TestConfigs.tiny(Map.of("data.images", folder.toString())));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    runs.activities.plan("a");
    runs.run("a", Stage.BENCHMARK);
  }

  @Test
  void imagesThatChangedSinceThePlanStopTheRunThatLostThem() throws IOException {
    Path folder = Files.createDirectories(work.resolve("photos"));
    DeadLeavesSpec leaves = new DeadLeavesSpec(4, 48);
    for (int i = 0; i < 3; i++) {
      ImageFiles.writePng(folder.resolve(i + ".png"), DeadLeaves.render(leaves, 7, i));
    }
    runs.create("a", TestConfigs.tiny(Map.of("data.images", folder.toString())));
    ImageFiles.writePng(folder.resolve("3.png"), DeadLeaves.render(leaves, 7, 3));
    runs.objects.map.keySet().removeIf(key -> key.startsWith("objects/"));
    String message = ExpectedFailure.message(FailureType.DATA, () -> runs.activities.plan("a"));
    assertTrue(message.startsWith("data.images: changed since run a"), message);
  }

  @Test
  void finishingWritesTheOutcomeAndDeliversTracking() {
    runs.create("a", TestConfigs.tiny(42));
    RunOutcome done = new RunOutcome(RunState.DONE, Optional.empty(), "2026-01-01T00:00:00Z");
    runs.activities.finish("a", done);
    assertEquals(Optional.of(done), runs.records.outcome("a"));
    assertEquals(List.of("a"), runs.delivered);
  }

  @Test
  void differentSeedsShareNothing() {
    runs.create("a", TestConfigs.tiny(1));
    runs.create("b", TestConfigs.tiny(2));
    runs.run("a", Stage.DEGRADATION);
    runs.run("b", Stage.DEGRADATION);
    assertNotEquals(
        runs.records.pinOf("a", Stage.DEGRADATION).orElseThrow().outputSha256(),
        runs.records.pinOf("b", Stage.DEGRADATION).orElseThrow().outputSha256());
  }
}
