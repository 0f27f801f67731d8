package org.gdposr.activities.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  @TempDir Path work;
  private TestRuns runs = new TestRuns(Path.of(""));

  @BeforeEach
  void start() {
    runs = new TestRuns(work);
  }

  private List<String> reasons(RunConfig config) {
    return runs.planner.plan(config).stream()
        .map(plan -> (plan.cached() ? "cached: " : "") + plan.reason())
        .toList();
  }

  @Test
  void onAnEmptyStoreEverythingIsToBeMade() {
    List<StagePlan> plans = runs.planner.plan(TestConfigs.tiny(42));
    assertEquals(List.of(Stage.values()), plans.stream().map(StagePlan::stage).toList());
    assertEquals(
        List.of("first run", "first run", "first run", "first run", "first run", "first run"),
        reasons(TestConfigs.tiny(42)));
    assertEquals(List.of(12, 1, 4, 4, 1, 4), plans.stream().map(StagePlan::chunks).toList());
    assertTrue(plans.get(0).stageKey().isPresent());
    assertEquals(Optional.empty(), plans.get(1).stageKey());
    assertEquals(List.of(), runs.objects.list(""), "planning writes nothing");
  }

  @Test
  void aRepeatedConfigIsCachedThroughout() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    for (StagePlan plan : runs.planner.plan(TestConfigs.tiny(42))) {
      assertTrue(plan.cached());
      assertEquals("published by run a", plan.reason());
    }
  }

  @Test
  void executionAndTrackingAreNoReason() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    RunConfig other =
        TestConfigs.tiny(
            Map.of(
                "execution.shards",
                Map.of("rollout", 7),
                "execution.checkpointSteps",
                3,
                "tracking.experiment",
                "other"));
    assertTrue(runs.planner.plan(other).stream().allMatch(StagePlan::cached));
  }

  @Test
  void whatChangedIsNamedAndWhatFollowsWaits() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    assertEquals(
        List.of(
            "cached: published by run a",
            "cached: published by run a",
            "rollout.groupSize: 4 → 6 since run a",
            "input rollout will change",
            "gdpo.preferenceWeight: 5000.0 → 2000.0 since run a, "
                + "input rollout will change, input arf will change",
            "input gdpo will change"),
        reasons(TestConfigs.tiny(Map.of("rollout.groupSize", 6, "gdpo.preferenceWeight", 2000.0))));
  }

  @Test
  void aRunThatDidNotFinishTellsToo() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    runs.create("b", TestConfigs.tiny(Map.of("naosd.steps", 7)));
    runs.run("b", Stage.NAOSD);
    List<String> reasons = reasons(TestConfigs.tiny(Map.of("naosd.steps", 8)));
    assertEquals("naosd.steps: 7 → 8 since run b", reasons.get(1));
    assertEquals("input naosd will change", reasons.get(2));
  }

  @Test
  void threeChangesAreShownAndTheOthersCounted() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.NAOSD);
    List<String> reasons =
        reasons(
            TestConfigs.tiny(
                Map.of(
                    "naosd.steps", 7,
                    "naosd.batch", 1,
                    "naosd.lora.rank", 8,
                    "naosd.loss", List.of(Map.of("kind", "L1", "weight", 0.5)))));
    assertEquals(
        "naosd.batch: 2 → 1, naosd.lora.rank: 4 → 8, "
            + "naosd.loss: [{\"kind\":\"MSE\",\"weight\":1.0}] → [{\"kind\":\"L1\",\"weight\":0.5}]"
            + " and 1 more since run a",
        reasons.get(1));
    assertEquals("no run has published it yet", reasons.get(4));
  }

  @Test
  void otherSourceImagesAreNamed() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.NAOSD);
    String reason = reasons(TestConfigs.tiny(Map.of("data.deadLeaves.count", 6))).get(0);
    assertEquals("source images changed since run a", reason);
  }

  @Test
  void lostFilesAreMadeAgainAndWhatWasMadeFromThemStays() {
    runs.create("a", TestConfigs.tiny(42));
    runs.run("a", Stage.BENCHMARK);
    String key = runs.records.pinOf("a", Stage.ROLLOUT).orElseThrow().stageKey();
    Manifest rollout =
        Json.read(runs.objects.find(StoreLayout.manifest(key, 1)).orElseThrow(), Manifest.class);
    runs.objects.delete(StoreLayout.object(rollout.files().get(0).sha256()));
    List<String> reasons = reasons(TestConfigs.tiny(42));
    assertEquals("files of its manifest are missing", reasons.get(2));
    assertEquals("cached: published by run a", reasons.get(3));
  }

  @Test
  void aGivenBaseCountsByItsContentNotItsPlace() throws IOException {
    Path base = work.resolve("base");
    Files.createDirectories(base.resolve("vae"));
    Files.createDirectories(base.resolve("unet"));
    Files.writeString(base.resolve("unet/config.json"), "{}");
    runs.create("a", TestConfigs.tiny(Map.of("naosd.base", base.toString())));
    runs.run("a", Stage.NAOSD);
    Path moved = Files.move(base, work.resolve("moved"));
    RunConfig config = TestConfigs.tiny(Map.of("naosd.base", moved.toString()));
    assertTrue(runs.planner.plan(config).get(1).cached());
    Files.writeString(moved.resolve("unet/config.json"), "{ }");
    assertEquals("base weights changed since run a", reasons(config).get(1));
    Files.delete(moved.resolve("unet/config.json"));
    Files.delete(moved.resolve("unet"));
    ExpectedFailure.message(FailureType.CONFIG, () -> runs.planner.plan(config));
  }

  @Test
  void imagesSmallerThanACropAreRefused() {
    String message =
        ExpectedFailure.message(
            FailureType.CONFIG,
            () -> runs.planner.plan(TestConfigs.tiny(Map.of("degradation.cropSize", 64))));
    assertEquals("data.deadLeaves.size: 48 (expected: >= degradation.cropSize = 64)", message);
  }

  @Test
  void anIdentityIsTheSameAfterAJourneyThroughJson() {
    RunConfig config = TestConfigs.tiny(Map.of("seed", 1L << 40, "gdpo.preferenceWeight", 5.0E-5));
    for (Stage stage : Stage.values()) {
      Map<Stage, String> inputs = new EnumMap<>(Stage.class);
      stage.inputs().forEach(input -> inputs.put(input, "d"));
      StageIdentity identity = runs.planner.identity(config, stage, inputs, RunInputs.of("s"));
      StageIdentity back = Json.read(Json.write(identity), StageIdentity.class);
      assertEquals(identity, back);
      assertEquals(identity.stageKey(), back.stageKey());
    }
  }

  @Test
  void sectionsOfOtherStagesAreInNoKey() {
    RunConfig one = TestConfigs.tiny(42);
    RunConfig other = TestConfigs.tiny(Map.of("gdpo.steps", 3, "arf.patchSize", 16));
    assertEquals(
        runs.planner.identity(one, Stage.DEGRADATION, Map.of(), RunInputs.of("s")).stageKey(),
        runs.planner.identity(other, Stage.DEGRADATION, Map.of(), RunInputs.of("s")).stageKey());
    assertNotEquals(
        runs.planner.identity(one, Stage.DEGRADATION, Map.of(), RunInputs.of("s")).stageKey(),
        runs.planner.identity(one, Stage.DEGRADATION, Map.of(), RunInputs.of("t")).stageKey());
    assertFalse(
        new String(
                Json.write(
                    runs.planner.identity(one, Stage.DEGRADATION, Map.of(), RunInputs.of("s"))),
                StandardCharsets.UTF_8)
            .contains("shards"));
  }
}
