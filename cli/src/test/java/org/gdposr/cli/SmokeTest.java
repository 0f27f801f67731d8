package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.Terminal.Result;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline, at sizes that show nothing but that it runs. */
class SmokeTest {
  @TempDir Path folder;
  Terminal terminal = new Terminal(Path.of("."));

  @BeforeEach
  void open() {
    terminal = new Terminal(folder);
  }

  @Test
  void sixStagesRunOnceAndAreFoundAfterwards() throws IOException {
    Result first = terminal.type("run", "--config", "smoke", "--id", "first", "--json");

    assertEquals(0, first.code(), first.err());
    JsonNode line = Json.MAPPER.readTree(first.lastLine());
    assertEquals("first", line.get("run").asText());
    assertEquals("done", line.get("state").asText());
    assertEquals(64, line.get("policySha256").asText().length());
    assertEquals(64, line.get("tableSha256").asText().length());
    assertTrue(line.get("seconds").asDouble() > 0);
    assertEquals(List.of("ran", "ran", "ran", "ran", "ran", "ran"), states(line));
    assertTrue(first.err().contains("gdpo  "), first.err());

    Result resumed = terminal.type("resume", "first", "--json");
    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(first.lastLine(), resumed.lastLine());
    assertTrue(resumed.err().startsWith("nothing to do: run first is done"), resumed.err());

    JsonNode again =
        Json.MAPPER.readTree(
            terminal.type("run", "--config", "smoke", "--id", "second", "--json").lastLine());
    assertEquals(
        List.of("cached", "cached", "cached", "cached", "cached", "cached"), states(again));
    assertEquals(line.get("tableSha256"), again.get("tableSha256"));

    Result taken = terminal.type("run", "--config", "smoke", "--id", "first");
    assertEquals(2, taken.code());
    assertTrue(taken.err().contains("gdpo resume first"), taken.err());

    sayAllOfIt();
    upscaleWithItsPolicy();
  }

  private void sayAllOfIt() throws IOException {
    assertTrue(terminal.type("plan", "--config", "smoke").out().contains("published by run first"));
    assertTrue(
        terminal
            .type("plan", "--config", "smoke", "--set", "gdpo.steps=3")
            .out()
            .contains("gdpo.steps: 4 → 3 since run"));
    assertEquals("run first  done", terminal.type("status", "first").lines().get(0));
    assertEquals(3, terminal.type("list").lines().size());
    assertTrue(terminal.type("status", "frist").err().contains("(did you mean first?)"));
    assertTrue(terminal.type("logs", "first").out().contains("== naosd 00000-00001"));

    Path table = folder.resolve("out.csv");
    assertEquals(
        0, terminal.type("artifacts", "first", "--get", "benchmark/table.csv", "out.csv").code());
    assertTrue(Files.readString(table).startsWith("set,model,psnr,ssim,niqe-fitted\n"));

    exportIt();

    String page = Files.readString(folder.resolve("home/runs/first/report/report.html"));
    assertTrue(page.contains("<h1>first</h1>"));
    assertTrue(page.contains("data:image/png;base64,"));
    assertTrue(!page.contains("src=\"http") && !page.contains("<link"), "the page must be whole");
    assertTrue(Files.size(folder.resolve("home/runs/first/report/contact-sheet.png")) > 1000);
  }

  private void exportIt() throws IOException {
    Result export = terminal.type("export", "first", "exported");
    assertEquals(0, export.code(), export.err());
    Path exported = folder.resolve("exported");
    assertEquals(exported + "\n", export.out());
    String card = Files.readString(exported.resolve("README.md"));
    assertTrue(card.startsWith("# first: a policy of GDPO-SR\n"), card);
    assertTrue(card.contains("| model | PSNR ↑ | SSIM ↑ | NIQE-fitted ↓ |\n"), card);
    assertTrue(!card.contains("{{"), card);
    for (String file :
        List.of(
            "base/unet/config.json",
            "lora/adapter_config.json",
            "lora/adapter_model.safetensors",
            "scheduler/scheduler_config.json")) {
      assertTrue(Files.isRegularFile(exported.resolve(file)), file);
    }
    assertEquals(0, terminal.type("weights", "check", "exported").code());
    Result again = terminal.type("export", "first", "exported");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("(expected: an empty or new folder)"), again.err());
  }

  private void upscaleWithItsPolicy() throws IOException {
    ImageFiles.writePng(folder.resolve("small.png"), new RgbImage(9, 8, new byte[3 * 9 * 8]));

    Result made = terminal.type("upscale", "small.png", "large.png", "--threads", "1");

    assertEquals(0, made.code(), made.err());
    assertEquals("36×32", ImageFiles.read(folder.resolve("large.png")).toString());
    assertTrue(
        terminal
            .type("upscale", "small.png", "large.png", "--model", "first", "--threads", "1")
            .out()
            .contains("already there"));
  }

  private static List<String> states(JsonNode line) {
    List<String> states = new ArrayList<>();
    line.get("stages").forEach(stage -> states.add(stage.get("state").asText()));
    return states;
  }
}
