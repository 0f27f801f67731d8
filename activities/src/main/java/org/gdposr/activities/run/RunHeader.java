package org.gdposr.activities.run;

import java.util.Map;
import org.gdposr.activities.payload.Json;

/**
 * The head of a run's record, created once at {@code runs/<runId>/run.json}.
 *
 * @param runId the run's id
 * @param createdAt ISO-8601 instant
 * @param config the resolved config
 * @param code version, commit and dirty flag of the code that started it
 */
public record RunHeader(
    String runId, String createdAt, RunConfig config, Map<String, String> code) {
  public RunHeader {
    code = Map.copyOf(code);
  }

  /** SHA-256 of the resolved config. */
  public String configSha256() {
    return Json.sha256(config);
  }
}
