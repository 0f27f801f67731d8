package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The run's process, a real one, is killed with SIGKILL in each of its stages; what is resumed ends
 * with the bits of a run that nobody touched.
 */
class KillAndResumeTest {
  private static final long PATIENCE_SECONDS = 120;

  /** Enough steps to be caught between two. */
  private static final String[] RUN = {
    "run", "--config", "smoke", "--id", "r", "--set", "naosd.scratch.vaeSteps=60"
  };

  @TempDir Path folder;

  @Test
  void aRunKilledInEachStageEndsWithTheBitsOfAnUnbrokenOne() throws Exception {
    JsonNode unbroken = finish("unbroken", RUN);

    killWhen(Stage.DEGRADATION, "chunks", RUN);
    // in the middle of the training: a checkpoint is there, the result is not
    killWhen(Stage.NAOSD, "checkpoints", "resume", "r");
    killWhen(Stage.ROLLOUT, "claims", "resume", "r");
    killWhen(Stage.ARF, "claims", "resume", "r");
    killWhen(Stage.GDPO, "claims", "resume", "r");
    killWhen(Stage.BENCHMARK, "claims", "resume", "r");
    JsonNode resumed = finish("broken", "resume", "r");

    assertEquals("done", resumed.get("state").asText());
    assertEquals(unbroken.get("policySha256"), resumed.get("policySha256"));
    assertEquals(unbroken.get("tableSha256"), resumed.get("tableSha256"));
    List<String> states = new ArrayList<>();
    resumed.get("stages").forEach(stage -> states.add(stage.get("state").asText()));
    // what a killed process had published is not made again
    assertEquals(List.of("resumed", "resumed"), states.subList(0, 2));
  }

  /** Starts a command and kills its process once the stage runs and has written below a prefix. */
  private void killWhen(Stage stage, String prefix, String... command) throws Exception {
    Process process = start("broken", command);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!runs(stage) || !hasWritten(prefix)) {
      assertTrue(process.isAlive(), () -> "ended before " + stage + ": " + errors("broken"));
      assertTrue(System.nanoTime() < deadline, () -> stage + " never ran: " + errors("broken"));
      Thread.sleep(20);
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
      assertFalse(child.isAlive(), "a stage's process outlived the run's");
    }
  }

  private boolean runs(Stage stage) throws IOException {
    Terminal.Result result =
        new Terminal(folder).with("GDPO_HOME", "broken").type("status", "r", "--json");
    return result.code() == 0
        && Json.MAPPER
            .readTree(result.lastLine())
            .get("stages")
            .get(stage.ordinal())
            .get("state")
            .asText()
            .equals("running");
  }

  private boolean hasWritten(String prefix) throws IOException {
    Path below = folder.resolve("broken/store/gdpo-sr").resolve(prefix);
    if (!Files.isDirectory(below)) {
      return false;
    }
    try (Stream<Path> tree = Files.walk(below)) {
      // records, which are written last; not a checkpoint's own state.json
      return tree.anyMatch(path -> path.getFileName().toString().matches("[a-z0-9-]*\\d\\.json"));
    } catch (UncheckedIOException e) {
      return false; // a file went while walking
    }
  }

  /** Runs a command to its end and returns its last line. */
  private JsonNode finish(String home, String... command) throws Exception {
    Process process = start(home, command);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), errors(home));
    List<String> lines = Files.readAllLines(folder.resolve(home + ".out"));
    return Json.MAPPER.readTree(lines.get(lines.size() - 1));
  }

  private Process start(String home, String... command) throws IOException {
    String[] words = Arrays.copyOf(command, command.length + 1);
    words[command.length] = "--json";
    ProcessBuilder builder =
        new Terminal(folder)
            .with("GDPO_HOME", home)
            .process(System.getProperty("java.class.path"), words);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(home + ".err").toFile()));
    builder.redirectOutput(folder.resolve(home + ".out").toFile());
    return builder.start();
  }

  private String errors(String home) {
    try {
      return Files.readString(folder.resolve(home + ".err"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
