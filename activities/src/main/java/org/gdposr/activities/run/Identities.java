package org.gdposr.activities.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.gdposr.model.naosd.NaosdSpec;

/** What stage keys are made of. */
public final class Identities {
  /** Name of the source images among a stage's inputs. */
  static final String SOURCE = "source";

  /** Name of the base weights among a stage's inputs. */
  static final String BASE = "base";

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

  /** The value without what names a place on this machine. */
  private static Object portable(Object section) {
    if (section instanceof NaosdSpec naosd && !naosd.fromScratch()) {
      Map<String, Object> values = new LinkedHashMap<>();
      Json.MAPPER
          .valueToTree(naosd)
          .properties()
          .forEach(property -> values.put(property.getKey(), property.getValue()));
      // its digest is among the inputs
      values.put("base", "given");
      return values;
    }
    return section;
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
    if (stage == Stage.NAOSD) {
      external.base().ifPresent(digest -> inputs.put(BASE, digest));
    }
    return new StageIdentity(stage, stage.revision(), sections(config, stage), inputs);
  }
}
