package org.gdposr.activities.process;

import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.TestConfigs;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/** For tests: runs and their shards. */
final class Shards {
  static final String RUN = "run-1";
  static final String KEY = "0".repeat(64);

  private Shards() {}

  /** Records a run that saves a checkpoint every 5 steps and writes its progress each second. */
  static void record(ObjectStore store, Map<String, ?> values) {
    Map<String, Object> all = new TreeMap<>(values);
    all.putIfAbsent("execution.checkpointSteps", 5);
    all.putIfAbsent("execution.progressSeconds", 1);
    new RunRecords(store)
        .create(new RunHeader(RUN, "2026-01-01T00:00:00Z", TestConfigs.tiny(all), Map.of()));
  }

  static ShardTask task(Stage stage, int chunks) {
    return new ShardTask(RUN, stage, KEY, 1, 0, chunks);
  }
}
