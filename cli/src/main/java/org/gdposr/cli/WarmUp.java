package org.gdposr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.EmbeddedS3;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.cli.config.SpecFiles;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.model.Stage;

/**
 * What the launcher records classes of after a build: the commands that people wait for, in a home
 * that holds nothing but the record of one stage.
 */
final class WarmUp {
  private static final String RUN = "warm-up";
  private static final String DIGEST = "0".repeat(64);

  private WarmUp() {}

  public static void main(String[] args) throws IOException {
    Surroundings surroundings = Surroundings.ofProcess();
    record(surroundings);
    String[][] commands = {
      {"--help"},
      {"run", "--help"},
      {"version"},
      {"version", "--json"},
      {"plan"},
      {"plan", "--set", "gdpo.steps=1"},
      {"list"},
      {"status", RUN},
      {"status", RUN, "--json"},
      {"status", "none"}
    };
    for (String[] command : commands) {
      GdpoSr.run(surroundings, command);
    }
  }

  private static void record(Surroundings surroundings) throws IOException {
    String now = Instant.EPOCH.toString();
    Path bucket = surroundings.writableHome().resolve("store").resolve(EmbeddedS3.BUCKET);
    RunHeader header =
        new RunHeader(
            RUN,
            now,
            new SpecFiles(surroundings.workingFolder()).load("tiny", List.of()),
            Map.of("version", "0"));
    Manifest manifest =
        new Manifest(
            Stage.DEGRADATION,
            DIGEST,
            1,
            new StageIdentity(Stage.DEGRADATION, 1, Map.of("seed", 1), Map.of("source", DIGEST)),
            List.of(new ArtifactFile("a", DIGEST, 1)),
            Map.of("run", RUN));
    write(bucket, StoreLayout.runHeader(RUN), header);
    write(bucket, StoreLayout.runInputs(RUN), RunInputs.of(DIGEST));
    write(bucket, StoreLayout.manifest(DIGEST, 1), manifest);
    write(
        bucket,
        StoreLayout.pin(RUN, Stage.DEGRADATION, 1),
        new StagePin(
            Stage.DEGRADATION,
            DIGEST,
            1,
            DIGEST,
            manifest.outputSha256(),
            StagePin.How.RAN,
            1,
            now));
    write(
        bucket, StoreLayout.outcome(RUN), new RunOutcome(RunState.RUNNING, Optional.empty(), now));
  }

  private static void write(Path bucket, String key, Object value) throws IOException {
    Path file = bucket.resolve(key);
    Files.createDirectories(bucket.resolve(key.substring(0, key.lastIndexOf('/'))));
    Files.write(file, Json.write(value));
  }
}
