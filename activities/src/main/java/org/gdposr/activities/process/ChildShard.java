package org.gdposr.activities.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard's child process. Holding it holds its standard input open, which keeps it alive. */
final class ChildShard implements StageRunner.RunningShard {
  private static final Logger log = LoggerFactory.getLogger(ChildShard.class);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration KILLED = Duration.ofSeconds(10);
  private static final int LINES_JUDGED = 50;

  private final Process process;
  private final Claim claim;
  private final Claims claims;
  private final ChildLog output;
  private final long killsBefore;
  private Optional<ShardExit> exit = Optional.empty();

  ChildShard(Process process, Claim claim, Claims claims, ChildLog output, long killsBefore) {
    this.process = process;
    this.claim = claim;
    this.claims = claims;
    this.output = output;
    this.killsBefore = killsBefore;
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public Optional<ShardExit> await(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(conclude())
        : Optional.empty();
  }

  @Override
  public Optional<Progress> progress() {
    return claims.progress(claim);
  }

  @Override
  public ShardExit stop(Duration grace) throws InterruptedException {
    // the process's own destroy() would close its standard input, and so end it at once
    if (!process.toHandle().destroy()) {
      log.debug("claim {}: has ended already", claim.path());
    }
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("claim {}: not ended {} after SIGTERM; killing it", claim.path(), grace);
      process.destroyForcibly();
      if (!process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("claim {}: pid {} outlives SIGKILL", claim.path(), process.pid());
      }
    }
    return conclude();
  }

  private synchronized ShardExit conclude() {
    if (exit.isEmpty()) {
      Optional<ShardExit> written = claims.exit(claim);
      if (written.isEmpty()) {
        written =
            Optional.of(
                ChildDeath.judge(
                    process.exitValue(),
                    killsBefore,
                    ChildDeath.memoryKills(),
                    output.tail(LINES_JUDGED),
                    output.file()));
        claims.writeExit(claim, written.orElseThrow());
      }
      exit = written;
    }
    return exit.orElseThrow();
  }

  /** Uploads the child's output while it lives, and clears its work folder afterwards. */
  void tend(Path work) {
    try {
      while (!process.waitFor(LOG_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        publishLog();
      }
      publishLog();
      Folders.delete(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("claim {}: its work folder {} stays: {}", claim.path(), work, e.getMessage());
    }
  }

  private void publishLog() {
    try {
      output.publish();
    } catch (RuntimeException e) {
      log.warn("claim {}: its log is not uploaded yet: {}", claim.path(), e.getMessage());
    }
  }
}
