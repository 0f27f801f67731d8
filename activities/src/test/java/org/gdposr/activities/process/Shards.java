package org.gdposr.activities.process;

import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.run.Identities;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.TestConfigs;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/** For tests: a run and its shards. */
final class Shards {
  static final String RUN = "run-1";

  private static final RunInputs INPUTS = RunInputs.of("a".repeat(64));

  /** The degradation stage's key. */
  static final String KEY = key(Stage.DEGRADATION, Map.of());

  private Shards() {}

  /** Records a run that saves a checkpoint every 5 steps and writes its progress each second. */
  static void record(ObjectStore store, Map<String, ?> execution) {
    RunRecords records = new RunRecords(store);
    records.create(new RunHeader(RUN, "2026-01-01T00:00:00Z", config(execution), Map.of()));
    records.keepInputs(RUN, INPUTS);
  }

  private static RunConfig config(Map<String, ?> execution) {
    Map<String, Object> values = new TreeMap<>();
    values.put("execution.checkpointSteps", 5);
    values.put("execution.progressSeconds", 1);
    values.putAll(execution);
    return TestConfigs.tiny(values);
  }

  /** The stage key over these results of its inputs. */
  static String key(Stage stage, Map<Stage, String> outputs) {
    return Identities.of(config(Map.of()), stage, outputs, INPUTS).stageKey();
  }

  /** The first chunks of the degradation stage, as one shard. */
  static ShardTask degradation(int chunks) {
    return new ShardTask(RUN, Stage.DEGRADATION, KEY, 1, 0, chunks);
  }
}
