package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.evaluate.EvaluateTask.Item;
import org.gdposr.cli.evaluate.EvaluateTask.ItemSet;
import org.gdposr.cli.evaluate.Evaluation.MissingMetric;
import org.gdposr.cli.evaluate.ImageScores.Regions;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.cli.process.WorkerProcess;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.SkippedFile;

/** Scores images in a process of its own, and gathers what it says. */
final class EvaluateRun {
  private static final long POLL_MILLISECONDS = 200;

  private final EvaluateTask task;
  private final List<Item> items;
  private final EvaluateView view;
  private final List<Map<MetricName, Double>> scores = new ArrayList<>();
  private final List<Optional<Regions>> regions = new ArrayList<>();
  private final List<Map<MetricName, Double>> ofSets = new ArrayList<>();
  private final SortedMap<Integer, List<SkippedFile>> skipped = new TreeMap<>();
  private final List<MissingMetric> missing = new ArrayList<>();

  EvaluateRun(EvaluateTask task, EvaluateView view) {
    this.task = task;
    this.view = view;
    items = task.items();
    items.forEach(item -> scores.add(new EnumMap<>(MetricName.class)));
    items.forEach(item -> regions.add(Optional.empty()));
    task.sets().forEach(set -> ofSets.add(new EnumMap<>(MetricName.class)));
  }

  /**
   * Works until every score is there.
   *
   * @param command how an evaluating process is started
   * @param environment this process's
   * @return whether it came to its end, rather than being interrupted
   * @throws CommandFailure if nothing can be scored any more
   */
  boolean run(List<String> command, Map<String, String> environment, Interruption interruption) {
    try (WorkerProcess<EvaluateEvent> process =
        WorkerProcess.start(
            "evaluating", command, environment, task.threads(), task, EvaluateEvent.class)) {
      while (!interruption.requested()) {
        process.next(POLL_MILLISECONDS).ifPresent(this::take);
        if (process.ended() && !interruption.requested()) {
          if (process.exitCode() != 0) {
            throw process.silentEnd("give --threads 1, or fewer --metrics at a time");
          }
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      view.close();
    }
  }

  private void take(EvaluateEvent event) {
    switch (event.kind()) {
      case SCORED -> {
        MetricName metric = event.metric().orElseThrow();
        scores.get(event.at()).put(metric, event.score());
        view.scored(metric, event.at(), items.size());
      }
      case RECALLED -> {
        MetricName metric = event.metric().orElseThrow();
        scores.get(event.at()).put(metric, event.score());
        view.fallsAway(EvaluateView.work(metric));
      }
      case REGIONS ->
          regions.set(
              event.at(), Optional.of(new Regions(event.values().get(0), event.values().get(1))));
      case FEATURES -> view.scored(event.metric().orElseThrow(), event.at(), items.size());
      case SET -> ofSets.get(event.at()).put(event.metric().orElseThrow(), event.score());
      case UNSCORED -> {
        MetricName metric = event.metric().orElseThrow();
        view.fallsAway(EvaluateView.work(metric));
        skip(event.at(), "no " + metric.label() + ": " + event.text());
      }
      case SKIPPED -> {
        task.metrics().forEach(metric -> view.fallsAway(EvaluateView.work(metric)));
        skip(event.at(), event.text());
      }
      case MISSING -> {
        MetricName metric = event.metric().orElseThrow();
        view.fallsAway(items.size() * EvaluateView.work(metric));
        missing.add(new MissingMetric(metric, event.text()));
        view.line("no " + metric.label() + ": " + event.text());
      }
      case FAILED -> throw failure(event.text());
    }
  }

  private void skip(int item, String reason) {
    skipped
        .computeIfAbsent(item, index -> new ArrayList<>())
        .add(new SkippedFile(items.get(item).name(), reason));
    view.line(items.get(item).name() + "  " + reason);
  }

  private static CommandFailure failure(String text) {
    String[] parts = text.split(" ", 2);
    FailureType type = FailureType.valueOf(parts[0]);
    String next =
        switch (type) {
          case DISK_FULL -> "free space, then type the same again: scores stay";
          case OUT_OF_MEMORY ->
              "give --threads 1 or fewer --metrics, then type the same again: scores stay";
          case DATA -> "";
          default -> "report it";
        };
    return new CommandFailure(type.exitCode(), parts[1], next);
  }

  /** Images that could not be used, or not by every metric, in their order. */
  List<SkippedFile> skipped() {
    return skipped.values().stream().flatMap(List::stream).toList();
  }

  /** Metrics that could not be used. */
  List<MissingMetric> missing() {
    return missing;
  }

  /**
   * What is known of each run, by method and data set.
   *
   * @param runs of the task's sets
   * @param hr HR images to show, by image; not only those that scores need
   */
  List<MethodScores> methods(List<EvaluatedRun> runs, Map<String, Path> hr) {
    List<MethodScores> methods = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < runs.size(); i++) {
      EvaluatedRun run = runs.get(i);
      ItemSet set = task.sets().get(i);
      List<ImageScores> images = new ArrayList<>();
      for (int j = 0; j < set.items().size(); j++) {
        Item item = set.items().get(j);
        if (!scores.get(first + j).isEmpty() || regions.get(first + j).isPresent()) {
          images.add(
              new ImageScores(
                  item.name(),
                  item.image(),
                  Optional.ofNullable(hr.get(item.sr())),
                  scores.get(first + j),
                  regions.get(first + j)));
        }
      }
      first += set.items().size();
      add(methods, run, new SeedScores(run.seed(), images, ofSets.get(i)));
    }
    return methods;
  }

  private static void add(List<MethodScores> methods, EvaluatedRun run, SeedScores seed) {
    int last = methods.size() - 1;
    if (last >= 0
        && methods.get(last).method().equals(run.method())
        && methods.get(last).dataset().equals(run.dataset())) {
      List<SeedScores> seeds = new ArrayList<>(methods.get(last).seeds());
      seeds.add(seed);
      methods.set(last, new MethodScores(run.method(), run.dataset(), seeds));
    } else {
      methods.add(new MethodScores(run.method(), run.dataset(), List.of(seed)));
    }
  }
}
