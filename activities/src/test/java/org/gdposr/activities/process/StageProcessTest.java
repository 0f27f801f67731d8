package org.gdposr.activities.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StageProcessTest {
  @TempDir Path folder;
  private ObjectStore store = new FolderStore(Path.of("."));
  private int processes;

  @BeforeEach
  void recordRun() {
    store = new FolderStore(folder.resolve("store"));
    Shards.record(store, Map.of());
  }

  private Claim claim(ShardTask task) {
    return new Claims(store).next(task.stageKey(), task.generation(), task.shard(), "test");
  }

  private ShardExit run(ShardTask task, StageWork work, StopSignal stop) {
    return run(store, task, claim(task), work, stop);
  }

  private ShardExit run(
      ObjectStore seen, ShardTask task, Claim claim, StageWork work, StopSignal stop) {
    processes++;
    StageProcess process =
        new StageProcess(
            seen,
            Folders.create(folder.resolve("work-" + processes)),
            folder.resolve("cache"),
            (stage, spec) -> work,
            stop,
            Clock.systemUTC());
    return process.run(task, claim);
  }

  private Optional<List<ArtifactFile>> chunk(String name) {
    return new Chunks(store).find(Shards.KEY, 1, name);
  }

  @Test
  void publishesItsChunksAndHowItEnded() {
    ShardTask task = new ShardTask(Shards.RUN, Stage.DEGRADATION, Shards.KEY, 1, 1, 3);
    Claim claim = claim(task);
    FakeChunks work = new FakeChunks(4, chunk -> {});

    ShardExit exit = run(store, task, claim, work, new StopSignal());

    assertEquals(List.of("chunk-1", "chunk-2"), work.made());
    assertEquals(2, exit.result().orElseThrow().chunksMade());
    assertEquals(Optional.of(exit), new Claims(store).exit(claim));
    assertEquals(
        List.of("chunk-1/a.txt", "chunk-1/b.txt"),
        chunk("chunk-1").orElseThrow().stream().map(ArtifactFile::name).toList());
    assertEquals(2, new Claims(store).progress(claim).orElseThrow().chunksDone());
  }

  @Test
  void chunksOfACrashedProcessAreReused() {
    ShardTask task = Shards.degradation(3);
    FakeChunks crashing =
        new FakeChunks(
            3,
            chunk -> {
              if (chunk.equals("chunk-2")) {
                throw new IllegalStateException("a bug");
              }
            });
    ShardExit crash = run(task, crashing, new StopSignal());
    assertEquals(Optional.of(FailureType.INTERNAL), crash.failure());
    assertEquals("IllegalStateException: a bug", crash.message());

    FakeChunks work = new FakeChunks(3, chunk -> {});
    ShardResult result = run(task, work, new StopSignal()).result().orElseThrow();

    assertEquals(List.of("chunk-2"), work.made());
    assertEquals(2, result.chunksReused());
    assertTrue(result.resumed());
  }

  @Test
  void aProcessWhoseShardWasClaimedAnewPublishesNothing() {
    ShardTask task = Shards.degradation(1);
    FakeChunks work = new FakeChunks(1, chunk -> claim(task));

    ShardExit exit = run(task, work, new StopSignal());

    assertEquals(Optional.of(FailureType.PREEMPTED), exit.failure());
    assertTrue(chunk("chunk-0").isEmpty());
    assertTrue(store.list("objects/").isEmpty());
  }

  @Test
  void aTrainingWhoseShardWasClaimedAnewSavesNoCheckpoint() {
    ShardTask task = Shards.degradation(1);
    FakeTraining work =
        new FakeTraining(
            12,
            step -> {
              if (step == 7) {
                claim(task);
              }
            });

    ShardExit exit = run(task, work, new StopSignal());

    assertTrue(exit.result().isEmpty());
    assertTrue(checkpoints().stream().allMatch(key -> key.contains("000000000005-")));
    assertTrue(chunk(StageWork.WHOLE).isEmpty());
  }

  private List<String> checkpoints() {
    return store.list(StoreLayout.checkpoints(Shards.KEY, 1));
  }

  @Test
  void aStoppedTrainingGoesOnToTheSameFiles() {
    ShardTask unbroken = new ShardTask(Shards.RUN, Stage.DEGRADATION, Shards.KEY, 2, 0, 1);
    run(unbroken, new FakeTraining(23, step -> {}), new StopSignal());
    ShardTask task = Shards.degradation(1);
    StopSignal stop = new StopSignal();
    FakeTraining stopping =
        new FakeTraining(
            23,
            step -> {
              if (step == 7) {
                stop.request();
              }
            });

    ShardExit stopped = run(task, stopping, stop);
    assertEquals(new ShardExit(Optional.empty(), Optional.empty(), "stopped on request"), stopped);
    ShardExit finished = run(task, new FakeTraining(23, step -> {}), new StopSignal());

    assertEquals(7, finished.result().orElseThrow().resumedAtStep());
    assertEquals(new Chunks(store).find(Shards.KEY, 2, StageWork.WHOLE), chunk(StageWork.WHOLE));
    assertTrue(chunk(StageWork.WHOLE).isPresent());
  }

  @Test
  void everyMetricIsPublishedOnceOverAStop() {
    ShardTask task = Shards.degradation(1);
    StopSignal stop = new StopSignal();
    run(task, new FakeTraining(12, step -> stop.request()), stop);
    run(task, new FakeTraining(12, step -> {}), new StopSignal());

    long values =
        store.list(StoreLayout.outbox(Shards.KEY, 1)).stream()
            .map(key -> new String(store.find(key).orElseThrow(), UTF_8))
            .mapToLong(json -> json.split("loss", -1).length - 1)
            .sum();
    assertEquals(12, values);
  }

  private Manifest publishDegradation(Path file) {
    ArtifactFile published = new ArtifactStore(store).publish("lr/0.txt", file);
    StageIdentity identity = new StageIdentity(Stage.DEGRADATION, 1, Map.of(), Map.of());
    Manifests manifests = new Manifests(store);
    Manifest manifest =
        manifests.publish(
            new Manifest(
                Stage.DEGRADATION, identity.stageKey(), 1, identity, List.of(published), Map.of()));
    new RunRecords(store)
        .pin(
            Shards.RUN,
            new StagePin(
                Stage.DEGRADATION,
                identity.stageKey(),
                1,
                manifests.sha256(manifest),
                manifest.outputSha256(),
                StagePin.How.RAN,
                1,
                "now"));
    return manifest;
  }

  private static ShardTask naosd(Manifest degradation) {
    String key = Shards.key(Stage.NAOSD, Map.of(Stage.DEGRADATION, degradation.outputSha256()));
    return new ShardTask(Shards.RUN, Stage.NAOSD, key, 1, 0, 1);
  }

  private Optional<List<ArtifactFile>> whole(ShardTask task) {
    return new Chunks(store).find(task.stageKey(), 1, StageWork.WHOLE);
  }

  private static StageWork reading(String name) {
    return new StageWork() {
      @Override
      public List<String> chunks() {
        return List.of(WHOLE);
      }

      @Override
      public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
        try {
          Path lr = inputs.of(Stage.DEGRADATION).folder("lr").resolve(name);
          assertEquals(lr, inputs.of(Stage.DEGRADATION).path("lr/" + name));
          Files.copy(lr, out.resolve("copy.txt"));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private Path text(String content) throws IOException {
    return Files.writeString(folder.resolve("text.txt"), content);
  }

  @Test
  void inputsArriveUnderTheirNames() throws IOException {
    Manifest manifest = publishDegradation(text("low resolution"));
    ShardExit exit = run(naosd(manifest), reading("0.txt"), new StopSignal());
    assertTrue(exit.result().isPresent(), exit.toString());
    assertEquals(
        manifest.files().get(0).sha256(), whole(naosd(manifest)).orElseThrow().get(0).sha256());
  }

  @Test
  void aDamagedLocalCopyIsFetchedAgain() throws IOException {
    Manifest manifest = publishDegradation(text("low resolution"));
    ArtifactFile file = manifest.files().get(0);
    Path copy = folder.resolve("cache/objects").resolve(file.sha256().substring(0, 2));
    Files.createDirectories(copy);
    Files.writeString(copy.resolve(file.sha256()), "low resolutiom");
    ShardExit exit = run(naosd(manifest), reading("0.txt"), new StopSignal());
    assertTrue(exit.result().isPresent(), exit.toString());
    assertEquals(file.sha256(), whole(naosd(manifest)).orElseThrow().get(0).sha256());
  }

  @Test
  void aTornInputIsADataFailureThatNamesIt() throws IOException {
    Manifest manifest = publishDegradation(text("low resolution"));
    ArtifactFile file = manifest.files().get(0);
    store.put(StoreLayout.object(file.sha256()), "low resolutiom".getBytes(UTF_8));
    ShardExit exit = run(naosd(manifest), reading("0.txt"), new StopSignal());
    assertEquals(Optional.of(FailureType.DATA), exit.failure());
    assertTrue(exit.message().contains("lr/0.txt"), exit.message());
  }

  @Test
  void aMissingInputIsADataFailure() throws IOException {
    ShardTask unplanned = new ShardTask(Shards.RUN, Stage.NAOSD, Shards.KEY, 1, 0, 1);
    ShardExit unpinned = run(unplanned, reading("0.txt"), new StopSignal());
    assertEquals(Optional.of(FailureType.DATA), unpinned.failure());
    Manifest manifest = publishDegradation(text("low resolution"));
    ShardExit unnamed = run(naosd(manifest), reading("1.txt"), new StopSignal());
    assertEquals(Optional.of(FailureType.DATA), unnamed.failure());
    assertTrue(unnamed.message().contains("lr/1.txt"), unnamed.message());
  }

  @Test
  void inputsThatAreNotTheStageKeysAreRefused() throws IOException {
    publishDegradation(text("low resolution"));
    ShardTask other = new ShardTask(Shards.RUN, Stage.NAOSD, Shards.KEY, 1, 0, 1);
    ShardExit exit = run(other, reading("0.txt"), new StopSignal());
    assertEquals(Optional.of(FailureType.INTERNAL), exit.failure());
    assertTrue(exit.message().contains("stage key"), exit.message());
    assertTrue(store.list("chunks/").isEmpty());
  }

  @Test
  void exceptionsOfTheWorkKeepTheirClass() {
    ShardTask task = Shards.degradation(1);
    Map<FailureType, Throwable> thrown =
        Map.of(
            FailureType.DATA, new DataException("0.png: no image"),
            FailureType.OUT_OF_MEMORY, new OutOfMemoryError("Java heap space"),
            FailureType.DISK_FULL, new IllegalStateException("No space left on device"));
    thrown.forEach(
        (type, throwable) -> {
          FakeChunks work = new FakeChunks(1, chunk -> sneak(throwable));
          assertEquals(Optional.of(type), run(task, work, new StopSignal()).failure());
        });
  }

  private static void sneak(Throwable throwable) {
    if (throwable instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) throwable;
  }

  @Test
  void anOutageOfTheStoreCostsNothing() {
    ShardTask task = Shards.degradation(2);
    AtomicInteger refused = new AtomicInteger();
    ObjectStore flaky =
        OutageStore.around(
            store, key -> key.startsWith("chunks/") && refused.getAndIncrement() == 1);
    ShardExit exit =
        run(flaky, task, claim(task), new FakeChunks(2, chunk -> {}), new StopSignal());
    assertEquals(2, exit.result().orElseThrow().chunksMade());
    assertTrue(refused.get() > 2);
  }

  @Test
  void progressThatCannotBeWrittenIsTolerated() {
    ShardTask task = Shards.degradation(1);
    ObjectStore flaky = OutageStore.around(store, key -> key.startsWith("progress/"));
    ShardExit exit =
        run(flaky, task, claim(task), new FakeChunks(1, chunk -> {}), new StopSignal());
    assertFalse(exit.result().isEmpty());
    assertTrue(store.list("progress/").isEmpty());
  }

  @Test
  void exitRecordsAreReadableJson() {
    ShardExit exit = run(Shards.degradation(1), new FakeChunks(1, c -> {}), stopped());
    assertEquals(exit, Json.read(Json.write(exit), ShardExit.class));
    assertTrue(exit.result().isEmpty() && exit.failure().isEmpty());
  }

  private static StopSignal stopped() {
    StopSignal stop = new StopSignal();
    stop.request();
    return stop;
  }
}
