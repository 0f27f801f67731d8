package org.gdposr.activities.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.payload.Json;

/** The calls of MLflow's REST interface that a delivery makes, with the server's own refusals. */
final class FakeMlflow implements AutoCloseable {
  static {
    // else each answer waits 40 ms for the client's acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Map<String, String> experiments = new TreeMap<>();
  private final Map<String, FakeRun> runs = new LinkedHashMap<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final Map<String, byte[]> artifacts = new TreeMap<>();
  private int callsUntilOutage = Integer.MAX_VALUE;

  FakeMlflow() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** A run as the server holds it. */
  static final class FakeRun {
    final String experiment;
    final String name;
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> params = new TreeMap<>();

    /** {@code name@step=value}, in the order of arrival; a value sent again is held once. */
    final List<String> metrics = new ArrayList<>();

    String status = "RUNNING";

    FakeRun(String experiment, String name) {
      this.experiment = experiment;
      this.name = name;
    }
  }

  String tag(String run, String tag) {
    return run(run).tags.getOrDefault(tag, "");
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The only run of that name. */
  synchronized FakeRun run(String name) {
    List<FakeRun> found = runs.values().stream().filter(run -> run.name.equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " runs named " + name);
    }
    return found.get(0);
  }

  synchronized String idOf(String name) {
    FakeRun run = run(name);
    return runs.entrySet().stream()
        .filter(entry -> entry.getValue() == run)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  synchronized int runs() {
    return runs.size();
  }

  synchronized List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  /** After so many more calls it answers 500. */
  synchronized void failAfter(int calls) {
    callsUntilOutage = calls;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = 200;
    byte[] answer;
    try {
      answer = Json.write(isArtifact(exchange) ? keep(exchange, body) : answer(exchange, body));
    } catch (IllegalStateException refusal) {
      status = Integer.parseInt(String.valueOf(refusal.getMessage()));
      answer = Json.write(Map.of("error_code", "REFUSED", "message", "refused"));
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static boolean isArtifact(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("PUT");
  }

  private synchronized JsonNode keep(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    artifacts.put(path.replaceFirst("^/api/2.0/mlflow-artifacts/artifacts/", ""), body);
    return Json.MAPPER.createObjectNode();
  }

  /** An artifact by its path; empty if it was never put. */
  synchronized String artifact(String path) {
    return new String(artifacts.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }

  private synchronized JsonNode answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/api/2.0/mlflow/", "");
    if (path.equals("/health")) {
      return Json.MAPPER.createObjectNode();
    }
    if (callsUntilOutage-- <= 0) {
      throw new IllegalStateException("500");
    }
    JsonNode request =
        body.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
    return switch (path) {
      case "experiments/search" -> experiment(request.get("filter").asText());
      case "experiments/create" -> createExperiment(request.get("name").asText());
      case "runs/search" -> search(request);
      case "runs/create" -> create(request);
      case "runs/get" -> get(exchange.getRequestURI().getQuery());
      case "runs/log-batch" -> logBatch(request);
      case "runs/update" -> update(request);
      default -> throw new IllegalStateException("404");
    };
  }

  private JsonNode experiment(String filter) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode found = answer.putArray("experiments");
    experiments.forEach(
        (name, id) -> {
          if (filter.equals("name = '" + name + "'")) {
            found.addObject().put("experiment_id", id);
          }
        });
    return answer;
  }

  private JsonNode createExperiment(String name) {
    experiments.put(name, Integer.toString(experiments.size() + 1));
    return Json.MAPPER.createObjectNode().put("experiment_id", experiments.get(name));
  }

  private JsonNode search(JsonNode request) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode found = answer.putArray("runs");
    runs.forEach(
        (id, run) -> {
          String filter =
              "tags.`gdpo.run` = '%s' and tags.`gdpo.stage` = '%s'"
                  .formatted(run.tags.get("gdpo.run"), run.tags.get("gdpo.stage"));
          if (filter.equals(request.get("filter").asText())) {
            found.add(info(id));
          }
        });
    return answer;
  }

  private JsonNode get(String query) {
    String id = query.replaceFirst("^.*run_id=([^&]*).*$", "$1");
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ObjectNode run = info(id);
    ((ObjectNode) run.get("info")).put("artifact_uri", "mlflow-artifacts:/1/" + id + "/artifacts");
    answer.set("run", run);
    return answer;
  }

  private JsonNode create(JsonNode request) {
    String id = "run%d".formatted(runs.size() + 1);
    FakeRun run =
        new FakeRun(request.get("experiment_id").asText(), request.get("run_name").asText());
    request.path("tags").forEach(t -> run.tags.put(t.get("key").asText(), t.get("value").asText()));
    runs.put(id, run);
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("run", info(id));
    return answer;
  }

  private JsonNode logBatch(JsonNode request) {
    FakeRun run = known(request);
    batchSizes.add(request.path("metrics").size());
    if (request.path("metrics").size() > 1000
        || request.path("params").size() > 100
        || request.path("tags").size() > 100) {
      throw new IllegalStateException("400");
    }
    for (JsonNode param : request.path("params")) {
      String value = param.get("value").asText();
      String before = run.params.putIfAbsent(param.get("key").asText(), value);
      if ((before != null && !before.equals(value)) || value.length() > 6000) {
        throw new IllegalStateException("400");
      }
    }
    request.path("tags").forEach(t -> run.tags.put(t.get("key").asText(), t.get("value").asText()));
    for (JsonNode m : request.path("metrics")) {
      String metric =
          m.get("key").asText() + "@" + m.path("step").asText("0") + "=" + m.get("value").asText();
      if (!run.metrics.contains(metric)) {
        run.metrics.add(metric);
      }
    }
    return Json.MAPPER.createObjectNode();
  }

  private JsonNode update(JsonNode request) {
    known(request).status = request.get("status").asText();
    return Json.MAPPER.createObjectNode();
  }

  private FakeRun known(JsonNode request) {
    FakeRun run = runs.get(request.get("run_id").asText());
    if (run == null) {
      throw new IllegalStateException("404");
    }
    return run;
  }

  private static ObjectNode info(String id) {
    ObjectNode run = Json.MAPPER.createObjectNode();
    run.putObject("info").put("run_id", id).put("run_uuid", id);
    return run;
  }
}
