package org.gdposr.activities.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.gdposr.model.benchmark.BenchmarkSpec;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.scoring.MetricsSpec;

/** What stage keys are made of. */
public final class Identities {
  /** Name of the source images among a stage's inputs. */
  static final String SOURCE = "source";

  private static final String GIVEN = "given";

  private Identities() {}

  /** The sections of the config as JSON gives them back, so that a stored identity is equal. */
  static Map<String, Object> sections(RunConfig config, Stage stage) {
    Map<String, Object> sections = new TreeMap<>();
    stage
        .sections(config.pipeline())
        .forEach(
            (key, value) ->
                sections.put(key, Json.read(Json.write(portable(value)), Object.class)));
    return sections;
  }

  /** The value without what names a place on this machine: digests are among the inputs. */
  private static Object portable(Object section) {
    if (section instanceof NaosdSpec naosd && !naosd.fromScratch()) {
      ObjectNode values = Json.MAPPER.valueToTree(naosd);
      return values.put("base", GIVEN);
    }
    if (section instanceof BenchmarkSpec benchmark) {
      ObjectNode values = Json.MAPPER.valueToTree(benchmark);
      values.get("others").forEach(other -> ((ObjectNode) other).put("folder", GIVEN));
      values.get("sets").forEach(set -> ((ObjectNode) set).put("lr", GIVEN).put("hr", GIVEN));
      return values;
    }
    return section;
  }

  private static boolean reads(Stage stage, RunConfig config, String key) {
    return switch (stage) {
      case NAOSD -> key.equals(RunInputs.BASE);
      case ARF, BENCHMARK ->
          MetricsSpec.files(config.pipeline().scored(stage)).stream()
                  .anyMatch(file -> key.equals(RunInputs.weights(file)))
              || stage == Stage.BENCHMARK && (key.startsWith("set/") || key.startsWith("model/"));
      case DEGRADATION, ROLLOUT, GDPO -> false;
    };
  }

  /**
   * @param outputs digests of the published results of the stage's inputs
   * @throws StageFailure of class INTERNAL if one of them is missing
   */
  public static StageIdentity of(
      RunConfig config, Stage stage, Map<Stage, String> outputs, RunInputs external) {
    Map<String, String> inputs = new TreeMap<>();
    for (Stage producer : stage.inputs()) {
      String digest = outputs.get(producer);
      if (digest == null) {
        throw new StageFailure(
            FailureType.INTERNAL,
            stage.word() + ": its input " + producer.word() + " is not published");
      }
      inputs.put(producer.word(), digest);
    }
    if (stage.readsSources()) {
      inputs.put(SOURCE, external.source());
    }
    external
        .others()
        .forEach(
            (key, digest) -> {
              if (reads(stage, config, key)) {
                inputs.put(key, digest);
              }
            });
    return new StageIdentity(stage, stage.revision(), sections(config, stage), inputs);
  }
}
