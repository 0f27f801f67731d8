package org.gdposr.cli.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.storage.EmbeddedS3;
import org.gdposr.activities.storage.MinioObjectStore;
import org.gdposr.activities.tracking.RunTracker;
import org.gdposr.activities.tracking.TrackingDeliverer;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.RunView;

/** A run with everything it needs inside this process. */
public final class EmbeddedRun {
  private static final Duration DELIVERY_PAUSE = Duration.ofSeconds(30);

  private final Home home;
  private final Map<String, String> environment;

  public EmbeddedRun(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /**
   * Starts a run or goes on with it, until it ends or this process is asked to.
   *
   * @param interruption to be closed once the last line is said
   * @return how it stands then; PAUSED after an interruption
   * @throws org.gdposr.cli.console.CommandFailure if another process serves the home
   */
  public RunSnapshot execute(RunHeader run, RunView view, Interruption interruption) {
    try (Home.Hold hold = home.hold();
        EmbeddedServices services = EmbeddedServices.start(home);
        MinioObjectStore objects = new MinioObjectStore(services.store())) {
      hold.announce(
          new Endpoint(
              ProcessHandle.current().pid(),
              run.runId(),
              services.store().url(),
              Instant.now().toString()));
      LocalStore store = new LocalStore(home, objects);
      store.records().create(run);
      RunTracker tracker = store.tracker(environment);
      try (PipelineWorkers workers =
              PipelineWorkers.start(
                  services.client(),
                  home,
                  store,
                  services.store(),
                  run.config(),
                  tracker,
                  environment);
          TrackingDeliverer deliverer =
              new TrackingDeliverer(tracker, () -> List.of(run.runId()))) {
        deliverer.start(DELIVERY_PAUSE);
        return new RunExecution(
                home,
                run,
                store.records(),
                LocalStore.readOnly(home).reader(),
                services.client(),
                view,
                interruption)
            .execute();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Writes how a run stands that nothing works on. */
  public void write(String runId, RunOutcome outcome) {
    try (Home.Hold hold = home.hold();
        EmbeddedS3 s3 = EmbeddedS3.start(home.store(), 0);
        MinioObjectStore objects = new MinioObjectStore(s3.endpoint())) {
      hold.announce(
          new Endpoint(
              ProcessHandle.current().pid(), runId, s3.endpoint().url(), Instant.now().toString()));
      new RunRecords(objects).writeOutcome(runId, outcome);
    }
  }

  /**
   * Sends libraries' words to a file beside the run instead of between a person's lines. To be
   * called before the first logger is made.
   */
  public static void logBeside(Home home, String runId) {
    Path file = home.run(runId).resolve("gdpo.log");
    try {
      Files.createDirectories(home.run(runId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty(LogSettings.file(), file.toString());
    LogSettings.detailed().forEach(System::setProperty);
  }
}
