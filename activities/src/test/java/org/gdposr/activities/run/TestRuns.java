package org.gdposr.activities.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gdposr.activities.source.BaseWeights;
import org.gdposr.activities.source.MetricFiles;
import org.gdposr.activities.source.Sources;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.MemoryObjectStore;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.PipelineSpec;
import org.gdposr.model.Stage;
import org.gdposr.model.StageWork;

/** For tests: runs whose stages publish the names of what they would compute. */
final class TestRuns {
  final MemoryObjectStore objects;
  final RunRecords records;
  final Planner planner;
  final RunActivitiesImpl activities;
  final List<String> delivered = new ArrayList<>();
  private final ArtifactStore artifacts;
  private final Path work;
  private int created;

  TestRuns(Path work) {
    this.work = work;
    objects = new MemoryObjectStore();
    records = new RunRecords(objects);
    artifacts = new ArtifactStore(objects);
    Sources sources = new Sources(artifacts, work.resolve("cache"));
    Path cache = work.resolve("cache");
    OtherInputs others =
        new OtherInputs(
            sources, new BaseWeights(cache), new BaseWeights(cache), new MetricFiles(cache));
    planner = new Planner(objects, records, sources, others, TestRuns::chunkNames);
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    activities =
        new RunActivitiesImpl(
            objects,
            planner,
            TestRuns::chunkNames,
            new RunHost(Map.of("commit", "abc"), clock, () -> {}, delivered::add));
  }

  static List<String> chunkNames(Stage stage, PipelineSpec spec) {
    int chunks =
        switch (stage) {
          case DEGRADATION -> 12;
          case ROLLOUT, ARF -> spec.rollout().visits() / spec.rollout().chunkVisits();
          case NAOSD, GDPO -> 1;
          case BENCHMARK -> 4;
        };
    return chunks == 1
        ? List.of(StageWork.WHOLE)
        : IntStream.range(0, chunks).mapToObj("%05d"::formatted).toList();
  }

  /** A planned run. */
  void create(String runId, RunConfig config) {
    created++;
    records.create(new RunHeader(runId, "2026-01-01T00:00:0" + created + "Z", config, Map.of()));
    activities.plan(runId);
  }

  /** Runs the stages up to and with this one. */
  void run(String runId, Stage last) {
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(last) <= 0) {
        StageStart start = activities.begin(runId, stage);
        start.shards().forEach(this::work);
        if (!start.cached()) {
          activities.publish(start, false);
        }
      }
    }
  }

  /** What a shard's process does. */
  void work(ShardTask task) {
    List<String> names =
        chunkNames(task.stage(), records.require(task.runId()).config().pipeline());
    for (String chunk : names.subList(task.firstChunk(), task.endChunk())) {
      try {
        Path file = Files.writeString(work.resolve("out"), task.stageKey() + " " + chunk);
        new Chunks(objects)
            .publish(
                task.stageKey(),
                task.generation(),
                chunk,
                List.of(artifacts.publish(task.stage().word() + "/" + chunk, file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
