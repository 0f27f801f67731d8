package org.gdposr.activities.process;

import static io.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.gdpo.GdpoActivities;
import org.gdposr.activities.gdpo.GdpoActivitiesImpl;
import org.gdposr.activities.payload.PipelinePayloads;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ShardExecutorTest {
  private static final ShardExecutor.Limits QUICK =
      new ShardExecutor.Limits(
          Duration.ofMillis(1),
          Duration.ofSeconds(8),
          Duration.ofSeconds(60),
          Duration.ofSeconds(45));

  @TempDir Path folder;
  private final AtomicLong millis = new AtomicLong();
  private final ShardTask task = Shards.degradation(1);
  private FolderStore store = new FolderStore(Path.of("target"));

  @BeforeEach
  void recordRun() {
    store = new FolderStore(folder.resolve("store"));
    Shards.record(store, Map.of("execution.stallSeconds", 600));
  }

  /** A shard whose every second look lasts a second of the test's clock. */
  private final class FakeShard implements StageRunner.RunningShard {
    private final Supplier<Optional<ShardExit>> exit;
    private final Supplier<Optional<Progress>> progress;
    private final List<Duration> stops = new CopyOnWriteArrayList<>();

    FakeShard(Supplier<Optional<ShardExit>> exit, Supplier<Optional<Progress>> progress) {
      this.exit = exit;
      this.progress = progress;
    }

    @Override
    public Optional<ShardExit> await(Duration patience) throws InterruptedException {
      // lets the reader beside it get a word in
      Thread.sleep(1);
      millis.addAndGet(1000);
      return exit.get();
    }

    @Override
    public Optional<Progress> progress() {
      return progress.get();
    }

    @Override
    public ShardExit stop(Duration grace) {
      stops.add(grace);
      return new ShardExit(Optional.empty(), Optional.empty(), "stopped on request");
    }
  }

  private static ShardExit failed(FailureType type, String message) {
    return new ShardExit(Optional.empty(), Optional.of(type), message);
  }

  private Progress progress(long sequence, long step) {
    return new Progress(sequence, "steps", 0, 1, step, 100, 0, Map.of(), "now");
  }

  private ShardResult execute(StageRunner runner, Heartbeat heartbeat) {
    return new ShardExecutor(runner, store, () -> heartbeat, millis::get, QUICK).execute(task);
  }

  private static ApplicationFailure failureOf(Runnable call) {
    return assertThrows(ApplicationFailure.class, call::run);
  }

  @Test
  void aFinishedShardsResultIsReturned() {
    ShardResult result = new ShardResult(1, 0, 5, 2.5);
    FakeShard shard =
        new FakeShard(
            () -> Optional.of(new ShardExit(Optional.of(result), Optional.empty(), "")),
            Optional::empty);
    assertEquals(result, execute(t -> shard, p -> {}));
  }

  @Test
  void heartbeatsCarryTheNewestProgressFromTheStart() {
    List<Optional<Progress>> beats = new CopyOnWriteArrayList<>();
    List<Long> times = new CopyOnWriteArrayList<>();
    FakeShard shard =
        new FakeShard(
            () ->
                millis.get() > 100_000
                    ? Optional.of(failed(FailureType.DATA, "end of test"))
                    : Optional.empty(),
            () -> Optional.of(progress(millis.get(), millis.get())));
    ApplicationFailure failure =
        failureOf(
            () ->
                execute(
                    t -> shard,
                    p -> {
                      beats.add(p);
                      times.add(millis.get());
                    }));
    assertEquals("DATA", failure.getType());
    assertEquals(0, times.get(0));
    for (int i = 1; i < times.size(); i++) {
      assertTrue(times.get(i) - times.get(i - 1) <= 10_000, times.toString());
    }
    assertTrue(beats.get(beats.size() - 1).orElseThrow().step() > 0);
  }

  @Test
  void failuresKeepTheirClassAndOnlyInfrastructureIsRetried() {
    for (FailureType type : FailureType.values()) {
      FakeShard shard = new FakeShard(() -> Optional.of(failed(type, "why")), Optional::empty);
      ApplicationFailure failure = failureOf(() -> execute(t -> shard, p -> {}));
      assertEquals(type.name(), failure.getType());
      assertEquals(type != FailureType.INFRASTRUCTURE, failure.isNonRetryable());
    }
  }

  @Test
  void aStopThatNobodyHereAskedForIsAPreemption() {
    FakeShard shard =
        new FakeShard(
            () -> Optional.of(new ShardExit(Optional.empty(), Optional.empty(), "stopped")),
            Optional::empty);
    assertEquals("PREEMPTED", failureOf(() -> execute(t -> shard, p -> {})).getType());
  }

  @Test
  void aStoreThatIsAwayAtTheStartIsRetriedByTemporal() {
    ApplicationFailure failure =
        failureOf(
            () ->
                execute(
                    t -> {
                      throw new StageFailure(FailureType.INFRASTRUCTURE, "away");
                    },
                    p -> {}));
    assertEquals("INFRASTRUCTURE", failure.getType());
    assertFalse(failure.isNonRetryable());
  }

  @Test
  void aSilentProcessIsEndedAndCountsAsCrashed() {
    FakeShard shard = new FakeShard(Optional::empty, () -> Optional.of(progress(1, 1)));
    assertEquals("CRASHED", failureOf(() -> execute(t -> shard, p -> {})).getType());
    assertEquals(1, shard.stops.size());
    assertTrue(millis.get() < 100_000, millis.toString());
  }

  @Test
  void aStalledProcessIsStoppedWithItsGrace() {
    FakeShard shard = new FakeShard(Optional::empty, () -> Optional.of(progress(millis.get(), 7)));
    ApplicationFailure failure = failureOf(() -> execute(t -> shard, p -> {}));
    assertEquals("STALLED", failure.getType());
    assertTrue(failure.getOriginalMessage().contains("steps 7 of 100"));
    assertEquals(List.of(QUICK.grace()), shard.stops);
  }

  @Test
  void anUnreadableStoreEndsNothing() {
    FakeShard shard =
        new FakeShard(
            () ->
                millis.get() > 2_000_000
                    ? Optional.of(failed(FailureType.DATA, "end of test"))
                    : Optional.empty(),
            () -> {
              throw new StageFailure(FailureType.INFRASTRUCTURE, "away");
            });
    assertEquals("DATA", failureOf(() -> execute(t -> shard, p -> {})).getType());
    assertTrue(shard.stops.isEmpty());
  }

  private void assertEnds(ActivityCompletionException reason, int stops) {
    FakeShard shard = new FakeShard(Optional::empty, () -> Optional.of(progress(millis.get(), 7)));
    Heartbeat heartbeat =
        p -> {
          if (millis.get() > 20_000) {
            throw reason;
          }
        };
    assertSame(
        reason,
        assertThrows(ActivityCompletionException.class, () -> execute(t -> shard, heartbeat)));
    assertEquals(stops, shard.stops.size());
  }

  @Test
  void aUsersCancelStopsTheProcess() {
    assertEnds(new ActivityCanceledException(), 1);
  }

  @Test
  void aWorkersShutdownLeavesTheProcess() {
    assertEnds(new ActivityWorkerShutdownException(), 0);
  }

  @Test
  void heartbeatsThatFailLeaveTheProcess() {
    TimeoutFailure timeout = new TimeoutFailure("heartbeat", null, TIMEOUT_TYPE_HEARTBEAT);
    assertEnds(new ActivityCanceledException(info(), timeout), 0);
  }

  private TestActivityEnvironment environment() {
    return TestActivityEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(PipelinePayloads.converter())
                    .build())
            .build());
  }

  private static ActivityInfo info() {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (proxy, method, arguments) -> method.getReturnType() == String.class ? "x" : null);
  }

  private GdpoActivities stub(TestActivityEnvironment environment) {
    // heartbeats are sent at 0.8 of their timeout at most
    return environment.newActivityStub(
        GdpoActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setHeartbeatTimeout(Duration.ofMillis(100))
            .build());
  }

  private GdpoActivities activities(StageRunner runner) {
    return new GdpoActivitiesImpl(
        new ShardExecutor(runner, store, Heartbeat::ofCurrentActivity, millis::get, QUICK));
  }

  @Test
  void throughTemporalProgressIsAHeartbeatAndAFailureKeepsItsNextStep() {
    List<Progress> beats = new CopyOnWriteArrayList<>();
    FakeShard shard =
        new FakeShard(
            () ->
                beats.stream().anyMatch(beat -> beat.step() > 0)
                    ? Optional.of(failed(FailureType.OUT_OF_MEMORY, "too much"))
                    : Optional.empty(),
            () -> Optional.of(progress(millis.get(), millis.get())));
    TestActivityEnvironment environment = environment();
    try {
      environment.registerActivitiesImplementations(activities(t -> shard));
      environment.setActivityHeartbeatListener(
          Progress.class, beat -> Optional.ofNullable(beat).ifPresent(beats::add));
      GdpoActivities stub = stub(environment);
      ActivityFailure thrown = assertThrows(ActivityFailure.class, () -> stub.fineTune(task));
      ApplicationFailure failure = assertInstanceOf(ApplicationFailure.class, thrown.getCause());
      assertEquals("OUT_OF_MEMORY", failure.getType());
      assertEquals(FailureType.OUT_OF_MEMORY.next(), failure.getDetails().get(String.class));
    } finally {
      environment.close();
    }
  }

  @Test
  void throughTemporalAUsersCancelStopsTheProcess() {
    FakeShard shard = new FakeShard(Optional::empty, () -> Optional.of(progress(millis.get(), 7)));
    TestActivityEnvironment environment = environment();
    try {
      environment.registerActivitiesImplementations(activities(t -> shard));
      environment.setActivityHeartbeatListener(
          Progress.class,
          beat -> {
            if (millis.get() > 0) {
              environment.requestCancelActivity();
            }
          });
      GdpoActivities stub = stub(environment);
      assertThrows(RuntimeException.class, () -> stub.fineTune(task));
    } finally {
      environment.close();
    }
    assertEquals(1, shard.stops.size());
  }
}
