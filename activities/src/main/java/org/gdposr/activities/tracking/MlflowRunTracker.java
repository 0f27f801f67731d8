package org.gdposr.activities.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gdposr.activities.storage.ObjectStore;
import org.mlflow.tracking.MlflowClient;

/**
 * Shows runs in MLflow: per run a parent with the config as parameters, nested below it a run per
 * begun stage with its metrics, parameters and references to its artifacts.
 *
 * <p>One call at a time; several processes may deliver the same run.
 */
public final class MlflowRunTracker implements RunTracker {
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);
  private static final Duration TO_ANSWER = Duration.ofSeconds(4);

  private final ObjectStore objects;
  private final Outbox outbox;
  private final String environmentUri;
  private final Duration patience;

  /**
   * @param environmentUri server of runs whose config names none; empty if there is none
   */
  public MlflowRunTracker(ObjectStore objects, String environmentUri) {
    this(objects, environmentUri, Duration.ofMinutes(2));
  }

  /**
   * @param patience longest time that a delivery takes; what is left is delivered by the next
   */
  public MlflowRunTracker(ObjectStore objects, String environmentUri, Duration patience) {
    this.objects = objects;
    this.outbox = new Outbox(objects);
    this.environmentUri = environmentUri;
    this.patience = patience;
  }

  @Override
  public synchronized Delivery deliver(String runId) {
    try {
      TrackedRun run = outbox.load(runId);
      String uri = uri(run);
      if (uri.isEmpty()) {
        return new Delivery(
            0, run.items().size(), "no server is set: tracking.uri or MLFLOW_TRACKING_URI");
      }
      DeliveryBook book = new DeliveryBook(objects, runId, uri);
      int queued = queued(run, book);
      if (queued == 0) {
        return new Delivery(0, 0, "");
      }
      String reason = unreachable(uri);
      if (reason.isEmpty()) {
        reason = tryToDeliver(uri, book, run);
      }
      int left = queued(run, book);
      return new Delivery(queued - left, left, reason);
    } catch (RuntimeException e) {
      // the store is away: nobody knows what waits
      return new Delivery(0, 0, "tracking: " + e.getMessage());
    }
  }

  @Override
  public TrackingState state(String runId) {
    TrackedRun run = outbox.load(runId);
    String uri = uri(run);
    int records = run.items().size();
    int queued = uri.isEmpty() ? records : queued(run, new DeliveryBook(objects, runId, uri));
    return new TrackingState(!uri.isEmpty(), records - queued, queued);
  }

  @Override
  public String attach(String runId, List<Path> files) {
    String uri = uri(outbox.load(runId));
    if (uri.isEmpty()) {
      return "";
    }
    Optional<DeliveryBook.MlflowRun> run =
        new DeliveryBook(objects, runId, uri).run(MlflowRuns.PIPELINE);
    if (run.isEmpty()) {
      return uri + " does not have the run yet";
    }
    String away = unreachable(uri);
    if (!away.isEmpty()) {
      return away;
    }
    try (MlflowClient client = new MlflowClient(uri)) {
      String artifacts = client.getRun(run.get().id()).getInfo().getArtifactUri();
      return new MlflowArtifacts(uri).put(artifacts, files);
    } catch (RuntimeException e) {
      return uri + ": " + e.getMessage();
    }
  }

  @Override
  public Optional<String> runUrl(String runId) {
    String uri = uri(outbox.load(runId));
    return new DeliveryBook(objects, runId, uri)
        .run(MlflowRuns.PIPELINE)
        .map(run -> uri + "/#/experiments/" + run.experiment() + "/runs/" + run.id());
  }

  private String uri(TrackedRun run) {
    String configured = run.header().config().tracking().uri();
    String uri = configured.isEmpty() ? environmentUri : configured;
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  private static int queued(TrackedRun run, DeliveryBook book) {
    Set<String> items = new HashSet<>(run.items());
    items.removeAll(book.delivered());
    return items.size();
  }

  /** Asks by a client with time-outs, which MLflow's own lacks; any answer will do. */
  private static String unreachable(String uri) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri + "/health")).timeout(TO_ANSWER).build();
      HttpResponse<Void> unused =
          HttpClient.newBuilder()
              .connectTimeout(TO_CONNECT)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding());
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return uri + " cannot be reached (" + e + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** On a thread of its own, so that a server that stops answering holds up nothing. */
  private String tryToDeliver(String uri, DeliveryBook book, TrackedRun run) {
    try (MlflowClient client = new MlflowClient(uri)) {
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> new MlflowDelivery(client, book, outbox, objects, run).deliver(), true);
      Thread thread = new Thread(task, "mlflow-delivery");
      thread.setDaemon(true);
      thread.start();
      boolean unused = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return "";
    } catch (ExecutionException e) {
      return uri + ": " + e.getCause();
    } catch (TimeoutException e) {
      // closing the client ends the call that hangs
      return uri + " did not take everything within " + patience.toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
