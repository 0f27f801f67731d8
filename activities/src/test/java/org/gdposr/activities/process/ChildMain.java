package org.gdposr.activities.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gdposr.activities.storage.MinioObjectStore;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreEndpoint;
import org.gdposr.model.StageWork;

/**
 * For tests: the program behind a stage process, with made-up work. As {@code stage run …} it is
 * the child; as {@code parent FOLDER} it is a worker that starts one and waits for ever.
 */
public final class ChildMain {
  private static final String STORE = "TEST_STORE";
  private static final String WORK = "TEST_WORK";

  private static final String LOG = "-Dorg.slf4j.simpleLogger.defaultLogLevel=info";

  private ChildMain() {}

  /** A runner whose children do some work: {@code quick}, {@code endless}, {@code deaf}, … */
  static ChildProcessStageRunner runner(Path folder, String work) {
    return runner(
        folder,
        work,
        Map.of(STORE, folder.resolve("store").toString()),
        new FolderStore(folder.resolve("store")));
  }

  /** The same with another store. */
  static ChildProcessStageRunner runner(
      Path folder, String work, Map<String, String> storeEnvironment, ObjectStore store) {
    Map<String, String> environment = new TreeMap<>(StageEnvironment.kept(System.getenv()));
    environment.putAll(storeEnvironment);
    environment.put(WORK, work);
    return new ChildProcessStageRunner(
        config -> command("-Xmx" + config.execution().memoryMegabytes() + "m"),
        environment,
        folder.resolve("home"),
        store);
  }

  /** This program's start, up to its arguments. */
  static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", LOG));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
    return command;
  }

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals("parent")) {
      Path folder = Path.of(arguments[1]);
      runner(folder, "endless").start(Shards.degradation(1));
      Thread.sleep(Long.MAX_VALUE);
    }
    Path taskFile = Path.of(arguments[3]);
    ObjectStore store =
        System.getenv(STORE) == null
            ? new MinioObjectStore(StoreEndpoint.fromEnvironment(System.getenv()))
            : new FolderStore(Path.of(Objects.requireNonNull(System.getenv(STORE))));
    StageWork work = work(Objects.requireNonNull(System.getenv(WORK)));
    System.exit(
        StageEntry.run(taskFile, StageEntry.Attachment.ATTACHED, store, (stage, spec) -> work));
  }

  private static StageWork work(String name) {
    return switch (name) {
      case "quick" -> new FakeChunks(2, chunk -> {});
      case "endless" -> new FakeTraining(1_000_000, step -> sleep(20));
      case "short" -> new FakeTraining(40, step -> sleep(1));
      case "deaf" ->
          new FakeTraining(
              10,
              step -> {
                while (true) {
                  sleep(1000);
                }
              });
      case "memory" ->
          new FakeChunks(1, chunk -> Runtime.getRuntime().halt(complain("std::bad_alloc")));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int complain(String words) {
    System.err.println(words);
    return 134;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
