package org.gdposr.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gdposr.activities.storage.EmbeddedS3;
import org.gdposr.activities.storage.MinioObjectStore;

/** Looks at a machine, one thing after the other. */
public final class Doctor {
  private static final double LEAST_DISK_GB = 1;
  private static final double LEAST_MEMORY_GB = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long ENGINE_SECONDS = 120;

  private final Path home;
  private final Map<String, String> environment;
  private final List<String> engineCommand;

  /**
   * @param engineCommand starts a process that loads the engine and says which it is
   */
  public Doctor(Path home, Map<String, String> environment, List<String> engineCommand) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.engineCommand = List.copyOf(engineCommand);
  }

  /** All checks, in order; each looks when it is called. */
  public List<Callable<Finding>> checks() {
    return List.of(
        this::java,
        this::processors,
        this::memory,
        this::homeFolder,
        this::disk,
        this::ports,
        this::store,
        this::engine,
        this::tracking);
  }

  private Finding java() {
    int version = Runtime.version().feature();
    return version == 17
        ? Finding.good("java", Runtime.version().toString())
        : Finding.bad("java", String.valueOf(version), "set JAVA_HOME to a JDK 17");
  }

  private Finding processors() {
    return Finding.good("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
  }

  private Finding memory() {
    double gb =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() / 1e9
            : Double.NaN;
    String detail = String.format(Locale.ROOT, "%.1f GB", gb);
    return gb < LEAST_MEMORY_GB
        ? Finding.bad("memory", detail, "use a machine with at least 2 GB")
        : Finding.good("memory", detail);
  }

  private Finding homeFolder() throws IOException {
    try {
      Files.createDirectories(home);
      Files.delete(Files.createTempFile(home, ".doctor", ""));
      return Finding.good("GDPO_HOME", home.toString());
    } catch (IOException e) {
      return Finding.bad(
          "GDPO_HOME", home + " cannot be written", "set GDPO_HOME to another folder");
    }
  }

  private Finding disk() throws IOException {
    if (!Files.isDirectory(home)) {
      return Finding.bad("disk", "unknown: no GDPO_HOME", "set GDPO_HOME to another folder");
    }
    double gb = Files.getFileStore(home).getUsableSpace() / 1e9;
    String detail = String.format(Locale.ROOT, "%.1f GB free", gb);
    return gb < LEAST_DISK_GB
        ? Finding.bad("disk", detail, "free space, or set GDPO_HOME to another disk")
        : Finding.good("disk", detail);
  }

  private Finding ports() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Finding.good("ports", "127.0.0.1:" + socket.getLocalPort() + " can be listened to");
    } catch (IOException e) {
      return Finding.bad(
          "ports", "127.0.0.1 cannot be listened to: " + e.getMessage(), "allow loopback ports");
    }
  }

  private Finding store() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("gdpo-doctor");
    try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0);
        MinioObjectStore objects = new MinioObjectStore(s3.endpoint())) {
      long winners = StoreRace.winners(objects, "doctor/race");
      String detail =
          "%d of %d racing writers created the object".formatted(winners, StoreRace.WRITERS);
      return winners == 1
          ? Finding.good("store", detail)
          : Finding.bad("store", detail, "keep GDPO_HOME on a local disk");
    } finally {
      delete(folder);
    }
  }

  private Finding engine() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(engineCommand)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String last = said.strip().lines().reduce("", (first, second) -> second);
    boolean ended = process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS);
    return ended && process.exitValue() == 0
        ? Finding.good("engine", last)
        : Finding.bad(
            "engine",
            "PyTorch does not load: " + last,
            "see that ~/.djl.ai can be written and that this is Linux on x86-64 with glibc");
  }

  private Finding tracking() throws InterruptedException {
    String uri = environment.getOrDefault("MLFLOW_TRACKING_URI", "");
    if (uri.isEmpty()) {
      return Finding.good("tracking", "no MLFLOW_TRACKING_URI: records wait in the outbox");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri + "/health")).timeout(PATIENCE).build();
      int status =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return status == 200
          ? Finding.good("tracking", uri)
          : Finding.bad("tracking", uri + " answers " + status, "see MLflow's log");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.bad(
          "tracking",
          uri + " cannot be reached: " + e,
          "start MLflow, or unset MLFLOW_TRACKING_URI; runs go on without it");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
