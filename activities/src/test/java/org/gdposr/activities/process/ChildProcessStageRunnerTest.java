package org.gdposr.activities.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.process.StageRunner.RunningShard;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.EmbeddedS3;
import org.gdposr.activities.storage.MinioObjectStore;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.StageWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChildProcessStageRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private FolderStore store = new FolderStore(Path.of("target"));
  private final ShardTask task = Shards.degradation(1);

  @BeforeEach
  void recordRun() {
    store = new FolderStore(folder.resolve("store"));
    Shards.record(store, Map.of("execution.memoryMegabytes", 64));
  }

  @AfterEach
  void endChildren() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "never happened");
      Thread.sleep(20);
    }
  }

  private void awaitStep(long step) throws InterruptedException {
    await(
        () ->
            newest()
                .flatMap(new Claims(store)::progress)
                .filter(progress -> progress.step() >= step)
                .isPresent());
  }

  private Optional<Claim> newest() {
    return new Claims(store).newest(task.stageKey(), task.generation(), task.shard());
  }

  private static ProcessHandle onlyChild() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aChildFinishesItsShardAndLeavesItsLog() throws InterruptedException {
    ShardTask two = Shards.degradation(2);
    RunningShard shard = ChildMain.runner(folder, "quick").start(two);

    ShardExit exit = shard.await(LONG).orElseThrow();

    assertEquals(2, exit.result().orElseThrow().chunksMade());
    Claim claim =
        new Claims(store).newest(two.stageKey(), two.generation(), two.shard()).orElseThrow();
    await(() -> !store.list(StoreLayout.logs(claim)).isEmpty());
    String log = new String(store.find(StoreLayout.log(claim, 0)).orElseThrow(), UTF_8);
    assertTrue(log.contains("started"), log);
    await(() -> !Files.exists(folder.resolve("home/work").resolve(claim.path())));
  }

  @Test
  void aFinishedShardIsNotStartedAgain() throws InterruptedException {
    ShardTask two = Shards.degradation(2);
    ShardExit first = ChildMain.runner(folder, "quick").start(two).await(LONG).orElseThrow();
    ShardExit second =
        ChildMain.runner(folder, "quick").start(two).await(Duration.ZERO).orElseThrow();
    assertEquals(first, second);
  }

  @Test
  void aLivingChildIsAdopted() throws InterruptedException {
    ChildProcessStageRunner runner = ChildMain.runner(folder, "endless");
    RunningShard shard = runner.start(task);
    assertSame(shard, runner.start(task));
    assertEquals(Optional.empty(), shard.await(Duration.ofMillis(1)));
    assertEquals(1, newest().orElseThrow().fence());
  }

  @Test
  void aKilledChildCountsAsCrashedAndShowsItsLastLines() throws InterruptedException {
    RunningShard shard = ChildMain.runner(folder, "endless").start(task);
    awaitStep(1);
    assertTrue(onlyChild().destroyForcibly());

    ShardExit exit = shard.await(LONG).orElseThrow();

    assertEquals(Optional.of(FailureType.CRASHED), exit.failure());
    assertTrue(exit.message().contains("SIGKILL"), exit.message());
    assertTrue(exit.message().contains("started"), exit.message());
    assertEquals(Optional.of(exit), newest().flatMap(new Claims(store)::exit));
  }

  @Test
  void aChildWhoseLastWordsAreOfMemoryRanOutOfIt() throws InterruptedException {
    ShardExit exit = ChildMain.runner(folder, "memory").start(task).await(LONG).orElseThrow();
    assertEquals(Optional.of(FailureType.OUT_OF_MEMORY), exit.failure());
    assertTrue(exit.message().contains("SIGABRT"), exit.message());
  }

  @Test
  void aStoppedChildSavesACheckpointAndTheNextGoesOnFromIt()
      throws IOException, InterruptedException {
    RunningShard shard = ChildMain.runner(folder, "endless").start(task);
    awaitStep(7);
    // as a terminal's Ctrl-C would: the parent alone decides
    interrupt(onlyChild());
    assertFalse(shard.await(Duration.ofMillis(300)).isPresent());

    ShardExit stopped = shard.stop(LONG);

    assertTrue(stopped.result().isEmpty() && stopped.failure().isEmpty(), stopped.toString());
    RunningShard next = ChildMain.runner(folder, "endless").start(task);
    assertEquals(2, newest().orElseThrow().fence());
    awaitStep(8);
    assertFalse(next.await(Duration.ZERO).isPresent());
  }

  @Test
  void aKilledTrainingGoesOnFromItsCheckpointToTheSameFiles() throws InterruptedException {
    RunningShard shard = ChildMain.runner(folder, "endless").start(task);
    await(() -> store.list(StoreLayout.checkpoints(Shards.KEY, 1)).size() >= 2);
    assertTrue(onlyChild().destroyForcibly());
    assertTrue(shard.await(LONG).isPresent());

    ShardExit exit = ChildMain.runner(folder, "short").start(task).await(LONG).orElseThrow();

    assertTrue(exit.result().orElseThrow().resumedAtStep() >= 5, exit.toString());
    String sha256 =
        new Chunks(store).find(Shards.KEY, 1, StageWork.WHOLE).orElseThrow().get(0).sha256();
    byte[] model = store.find(StoreLayout.object(sha256)).orElseThrow();
    assertEquals(Long.toString(FakeTraining.stateAfter(40)), new String(model, UTF_8));
  }

  @Test
  void aChildThatDoesNotHearIsKilledAfterTheGrace() throws InterruptedException {
    RunningShard shard = ChildMain.runner(folder, "deaf").start(task);
    awaitStep(1);
    ShardExit exit = shard.stop(Duration.ofMillis(200));
    assertEquals(Optional.of(FailureType.CRASHED), exit.failure());
  }

  @Test
  void nothingIsLeftBehindWhenTheParentDies() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(ChildMain.command("-Xmx64m"));
    builder.command().addAll(List.of("parent", folder.toString()));
    Process parent = builder.inheritIO().start();
    awaitStep(1);
    ProcessHandle child = parent.descendants().findFirst().orElseThrow();

    parent.destroyForcibly();

    assertTrue(parent.waitFor(10, TimeUnit.SECONDS));
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (child.isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertFalse(child.isAlive());
    assertTrue(newest().flatMap(new Claims(store)::exit).isEmpty());
  }

  private static void interrupt(ProcessHandle process) throws InterruptedException, IOException {
    assertEquals(
        0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
  }

  @Test
  void aChildReachesTheEmbeddedServerByItsEnvironmentAlone() throws InterruptedException {
    try (EmbeddedS3 server = EmbeddedS3.start(folder.resolve("s3"), 0);
        MinioObjectStore s3 = new MinioObjectStore(server.endpoint())) {
      Shards.record(s3, Map.of("execution.memoryMegabytes", 64));
      ChildProcessStageRunner runner =
          ChildMain.runner(folder, "short", server.endpoint().environment(), s3);
      RunningShard shard = runner.start(task);
      String command = onlyChild().info().commandLine().orElse("");
      assertFalse(command.contains(server.endpoint().secretKey()), command);

      ShardExit exit = shard.await(LONG).orElseThrow();

      assertEquals(1, exit.result().orElseThrow().chunksMade());
      assertTrue(new Chunks(s3).find(Shards.KEY, 1, StageWork.WHOLE).isPresent());
    }
  }

  @Test
  void aHostsSignalIsAPreemptionAndABareKillACrash() {
    Path file = Path.of("child.log");
    List<String> quiet = List.of("step 1");
    assertEquals(
        Optional.of(FailureType.PREEMPTED), ChildDeath.judge(143, 0, 0, quiet, file).failure());
    assertEquals(
        Optional.of(FailureType.CRASHED), ChildDeath.judge(137, 3, 3, quiet, file).failure());
    assertEquals(
        Optional.of(FailureType.OUT_OF_MEMORY), ChildDeath.judge(137, 3, 4, quiet, file).failure());
    assertEquals(
        Optional.of(FailureType.CRASHED), ChildDeath.judge(1, 3, 4, quiet, file).failure());
  }

  @Test
  void secretsOfTheWorkerStayThere() {
    Map<String, String> kept =
        StageEnvironment.kept(
            Map.of("PATH", "/bin", "MLFLOW_TRACKING_PASSWORD", "x", "DJL_CACHE_DIR", "/c"));
    assertEquals(Map.of("PATH", "/bin", "DJL_CACHE_DIR", "/c"), kept);
  }
}
