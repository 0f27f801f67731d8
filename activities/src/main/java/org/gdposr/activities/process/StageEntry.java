package org.gdposr.activities.process;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardExit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage process from its task file to its exit code: {@code stage run --task FILE [--attached]}.
 *
 * <p>SIGTERM asks the work to save a checkpoint and end. An attached process ends at once when its
 * standard input does, which is when its parent has died; it ignores SIGINT, which a terminal sends
 * to parent and child alike: the parent decides what becomes of the work.
 */
public final class StageEntry {
  private static final Logger log = LoggerFactory.getLogger(StageEntry.class);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

  /** Exit code after a stop on request. */
  public static final int STOPPED = 130;

  /** Whether the process lives and dies with the one that started it. */
  public enum Attachment {
    /** It ends when its standard input does. */
    ATTACHED,
    /** It reads no standard input. */
    ALONE
  }

  private StageEntry() {}

  /**
   * Runs the shard of a task file.
   *
   * @return 0 if it finished, {@link #STOPPED} if it was stopped, else its failure's exit code
   */
  public static int run(
      Path taskFile, Attachment attachment, ObjectStore store, StageWorkFactory works) {
    if (attachment == Attachment.ATTACHED) {
      ParentPipe.follow(System.in);
    }
    StageLaunch launch = StageLaunch.read(taskFile);
    StopSignal stop = new StopSignal();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, ended), "stop"));
    try {
      StageProcess process =
          new StageProcess(
              store,
              Path.of(launch.work()),
              Path.of(launch.cache()),
              works,
              stop,
              Clock.systemUTC());
      return exitCode(process.run(launch.task(), launch.claim()));
    } finally {
      ended.countDown();
    }
  }

  private static int exitCode(ShardExit exit) {
    if (exit.result().isPresent()) {
      return 0;
    }
    return exit.failure().map(failure -> failure.exitCode()).orElse(STOPPED);
  }

  private static void stopAndWait(StopSignal stop, CountDownLatch ended) {
    stop.request();
    try {
      if (!ended.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        log.error("stop: not ended after {} (expected: a checkpoint and an end)", LONGEST_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
