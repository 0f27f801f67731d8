package org.gdposr.activities.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs shards as child JVMs of this process. A child dies with this process; within it, a living
 * child is adopted by whoever asks for its shard again.
 */
public final class ChildProcessStageRunner implements StageRunner {
  private static final Logger log = LoggerFactory.getLogger(ChildProcessStageRunner.class);

  private final Function<RunConfig, List<String>> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final ObjectStore store;
  private final RunRecords records;
  private final Claims claims;
  private final Map<String, ChildShard> children = new ConcurrentHashMap<>();

  /**
   * @param command how the program is started, up to its own arguments: {@code java -Xmx… -cp …
   *     Main}; credentials never belong here, where every user of the machine can read them
   * @param environment the children's, without what {@link StageEnvironment#of} sets: what they may
   *     see of this process's and how they reach the store
   * @param folder where {@code work}, {@code logs} and {@code cache} are made
   */
  public ChildProcessStageRunner(
      Function<RunConfig, List<String>> command,
      Map<String, String> environment,
      Path folder,
      ObjectStore store) {
    this.command = command;
    this.environment = new TreeMap<>(environment);
    this.folder = folder.toAbsolutePath();
    this.store = store;
    this.records = new RunRecords(store);
    this.claims = new Claims(store);
  }

  @Override
  public RunningShard start(ShardTask task) {
    String name = task.stageKey() + "/" + task.generation() + "/" + task.shard();
    Optional<RunningShard> finished = finished(task);
    if (finished.isPresent()) {
      return finished.orElseThrow();
    }
    // one at a time per shard: of two callers, one starts the child and the other adopts it
    return children.compute(
        name, (key, last) -> last != null && last.alive() ? adopt(last, name) : launch(task, name));
  }

  private static ChildShard adopt(ChildShard child, String name) {
    log.info("shard {}: adopting its living process", name);
    return child;
  }

  private Optional<RunningShard> finished(ShardTask task) {
    return claims
        .newest(task.stageKey(), task.generation(), task.shard())
        .flatMap(claims::exit)
        .filter(exit -> exit.result().isPresent())
        .map(FinishedShard::new);
  }

  private ChildShard launch(ShardTask task, String name) {
    RunConfig config = records.require(task.runId()).config();
    Claim claim = claims.next(task.stageKey(), task.generation(), task.shard(), owner());
    Path work = folder.resolve("work").resolve(claim.path());
    // whatever earlier claims left there can no longer be published
    Folders.fresh(work.resolveSibling(""));
    Folders.create(work);
    Path logs = Folders.create(folder.resolve("logs").resolve(claim.path()).resolveSibling(""));
    ChildLog output = new ChildLog(store, claim, logs.resolve(Claim.fence(claim.fence()) + ".log"));
    Path taskFile = work.resolve("task.json");
    new StageLaunch(task, claim, work.toString(), folder.resolve("cache").toString())
        .write(taskFile);
    long killsBefore = ChildDeath.memoryKills();
    Process process = start(task, config, taskFile, output.file());
    log.info(
        "{} {}: pid {}, log {}", task.stage().word(), task.shard(), process.pid(), output.file());
    ChildShard child = new ChildShard(process, claim, claims, output, killsBefore);
    Thread tender =
        Daemons.start(
            "tend-" + process.pid(),
            () -> {
              child.tend(work);
              children.remove(name, child);
            });
    log.debug("{} uploads its log", tender.getName());
    return child;
  }

  private Process start(ShardTask task, RunConfig config, Path taskFile, Path output) {
    List<String> arguments = new ArrayList<>(command.apply(config));
    arguments.addAll(List.of("stage", "run", "--task", taskFile.toString(), "--attached"));
    ProcessBuilder builder =
        new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(StageEnvironment.of(task.stage(), config));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StageFailure(
          FailureType.INTERNAL, "the stage process cannot be started: " + e.getMessage(), e);
    }
  }

  private static String owner() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown";
    }
    return host + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  /** A shard that was finished before it was asked for. */
  private record FinishedShard(ShardExit exit) implements RunningShard {
    @Override
    public Optional<ShardExit> await(Duration patience) {
      return Optional.of(exit);
    }

    @Override
    public Optional<Progress> progress() {
      return Optional.empty();
    }

    @Override
    public ShardExit stop(Duration grace) {
      return exit;
    }
  }
}
