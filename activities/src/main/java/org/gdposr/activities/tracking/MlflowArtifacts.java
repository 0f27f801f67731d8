package org.gdposr.activities.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Files of a run in MLflow, through the server's own way to its artifacts. */
final class MlflowArtifacts {
  private static final String SCHEME = "mlflow-artifacts:";
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);
  private static final Duration TO_ANSWER = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
  private final String server;

  /**
   * @param server its address, without a slash at the end
   */
  MlflowArtifacts(String server) {
    this.server = server;
  }

  /**
   * Puts files at the root of a run's artifacts, over those of the same names.
   *
   * @param artifactUri where MLflow says the run's artifacts are
   * @return why they are not there; empty if they are
   */
  String put(String artifactUri, List<Path> files) {
    if (!artifactUri.startsWith(SCHEME)) {
      return "artifacts are at "
          + artifactUri
          + " (expected: a server that serves them itself, as 'mlflow server' does by default)";
    }
    String place = artifactUri.substring(SCHEME.length()).replaceFirst("^/*", "");
    try {
      for (Path file : files) {
        int status = put(place + "/" + file.getFileName(), file);
        if (status != 200) {
          return server + " answered " + status + " to " + file.getFileName();
        }
      }
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return server + " cannot be reached (" + e + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private int put(String name, Path file) throws IOException, InterruptedException {
    String path =
        Arrays.stream(name.split("/"))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow-artifacts/artifacts/" + path))
            .timeout(TO_ANSWER)
            .PUT(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
