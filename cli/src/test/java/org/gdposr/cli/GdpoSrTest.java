package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.Terminal.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdpoSrTest {
  @TempDir Path folder;
  Terminal terminal = new Terminal(Path.of("."));

  @BeforeEach
  void open() {
    terminal = new Terminal(folder);
  }

  @Test
  void helpListsEveryCommandThatThereIsAndNoOther() {
    Result help = terminal.type("--help");

    assertEquals(0, help.code());
    for (String command :
        List.of(
            "run",
            "resume",
            "plan",
            "status",
            "list",
            "cancel",
            "report",
            "logs",
            "artifacts",
            "upscale",
            "evaluate",
            "export",
            "weights",
            "doctor",
            "version",
            "generate-completion")) {
      assertTrue(help.out().contains("\n  " + command + " "), command);
      assertEquals(0, terminal.type(command, "--help").code(), command);
    }
    assertFalse(help.out().contains("stage run"), help.out());
    assertFalse(help.out().contains("reproduce"), help.out());
  }

  @Test
  void noCommandShowsHelpAsACompaint() {
    Result nothing = terminal.type();

    assertEquals(2, nothing.code());
    assertTrue(nothing.err().startsWith("Usage: gdpo"), nothing.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "rerun", "fork", "gc", "sweep", "worker", "up"})
  void commandsOfLaterWorkSaySoInOneLine(String command) {
    Result result = terminal.type(command, "x", "--from", "naosd");

    assertEquals(2, result.code());
    assertEquals("gdpo " + command + ": this command does not exist yet\n", result.err());
  }

  @Test
  void mistypedCommandsAndOptionsAreSuggested() {
    assertEquals(
        """
        gdpo: stauts: unknown command (did you mean status?)
        Run 'gdpo --help' for what it takes.
        """,
        terminal.type("stauts").err());
    Result option = terminal.type("plan", "--conifg", "tiny");
    assertEquals(2, option.code());
    assertEquals(
        """
        gdpo plan: --conifg: unknown option (did you mean --config?)
        Run 'gdpo plan --help' for what it takes.
        """,
        option.err());
  }

  @Test
  void aWrongConfigIsOneLine() {
    Result result = terminal.type("plan", "--set", "rollout.groupsize=6");

    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertEquals(
        "gdpo plan: rollout.groupsize: unknown key (did you mean rollout.groupSize?)\n",
        result.err());
  }

  @Test
  void otherProfilesDoNotExistYet() {
    assertEquals(
        "gdpo run: --profile local: this profile does not exist yet\n",
        terminal.type("run", "--profile", "local").err());
    assertEquals(
        "gdpo plan: --profile moon (expected: one of embedded, local, cluster)\n",
        terminal.type("plan", "--profile", "moon").err());
    assertEquals(2, terminal.type("run", "--profile", "cluster").code());
    assertEquals(2, terminal.type("run", "--detach").code());
  }

  @Test
  void planWithoutAnythingPlansTinyAndWritesNothing() {
    Result plan = terminal.type("plan");

    assertEquals(0, plan.code(), plan.err());
    assertEquals("stage        plan      chunks  why", plan.lines().get(0));
    assertEquals("degradation  will run       9  first run", plan.lines().get(1));
    assertEquals(terminal.type("plan", "--config", "tiny").out(), plan.out());
    assertFalse(Files.exists(folder.resolve("home").resolve("store")));
  }

  @Test
  void planIsJsonForScripts() throws IOException {
    Result plan = terminal.type("plan", "--config", "smoke", "--json");

    JsonNode json = Json.MAPPER.readTree(plan.out());
    assertEquals(6, json.get("stages").size());
    assertEquals("degradation", json.get("stages").get(0).get("name").asText());
    assertFalse(json.get("stages").get(0).get("cached").asBoolean());
  }

  @Test
  void anEmptyHomeHasNoRuns() {
    assertEquals("no runs yet; start one: gdpo run\n", terminal.type("list").out());
    assertEquals("[]\n", terminal.type("list", "--json").out());
    for (String command : List.of("status", "resume", "cancel", "report", "logs", "artifacts")) {
      Result result = terminal.type(command, "nothing");
      assertEquals(2, result.code(), command);
      assertEquals(
          "gdpo " + command + ": nothing: no such run\nNext: see 'gdpo list'.\n", result.err());
    }
  }

  @Test
  void aHomeThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Result result = terminal.with("GDPO_HOME", file.toString()).type("run");

    assertEquals(2, result.code());
    assertEquals(
        "gdpo run: GDPO_HOME: "
            + file
            + " (expected: a folder that can be written)\nNext: set GDPO_HOME to another folder.\n",
        result.err());
  }

  @Test
  void aRunThatCannotBeginStillHasALastLine() throws IOException {
    Result result = terminal.type("run", "--json", "--id", "x", "--config", "nowhere.yaml");

    assertEquals(2, result.code());
    JsonNode line = Json.MAPPER.readTree(result.lastLine());
    assertEquals("x", line.get("run").asText());
    assertEquals("failed", line.get("state").asText());
    assertEquals("config", line.get("error").get("class").asText());
    assertTrue(line.get("error").get("message").asText().startsWith("--config nowhere.yaml: "));
  }

  @Test
  void versionSaysItselfInBothForms() throws IOException {
    assertTrue(terminal.type("version").out().startsWith("gdpo 0.1.0 (commit "));
    JsonNode json = Json.MAPPER.readTree(terminal.type("version", "--json").out());
    assertEquals("0.1.0", json.get("version").asText());
    assertTrue(json.has("commit") && json.has("build") && json.has("dirty"), json.toString());
  }

  @Test
  void completionIsAScript() {
    assertTrue(terminal.type("generate-completion").out().startsWith("#!/usr/bin/env bash"));
  }
}
