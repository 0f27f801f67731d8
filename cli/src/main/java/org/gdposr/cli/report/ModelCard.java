package org.gdposr.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.StagePin;
import org.gdposr.cli.run.ResultTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.StageLine;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.metric.MetricName;

/** The README.md of an exported policy: what it is, where it comes from, how to load it. */
public final class ModelCard {
  private static final String TEMPLATE = "model-card.md";

  private ModelCard() {}

  /** The card as Markdown. */
  public static String of(RunReader reader, RunSnapshot run) {
    Map<String, String> values = new TreeMap<>();
    values.put("run", run.runId());
    values.put("created", run.header().createdAt());
    values.put("code", new TreeMap<>(run.header().code()).toString());
    values.put("record", reader.recordSha256(run.runId()));
    values.put("configSha256", run.header().configSha256());
    values.put("policySha256", run.policySha256().orElse(""));
    values.put("seed", String.valueOf(run.header().config().seed()));
    values.put("noiseSeeds", String.valueOf(run.header().config().benchmark().noiseSeeds()));
    values.put("tAdd", String.valueOf(run.header().config().benchmark().noiseTimestep()));
    values.put("tDiff", String.valueOf(run.header().config().benchmark().denoiseTimestep()));
    values.put("stages", String.join("\n", stages(run)));
    values.put("results", results(reader, run.runId()));
    values.put("config", config(run));
    String card = template();
    for (Map.Entry<String, String> e : values.entrySet()) {
      card = card.replace("{{" + e.getKey() + "}}", e.getValue());
    }
    return card;
  }

  private static List<String> stages(RunSnapshot run) {
    List<String> rows = new ArrayList<>(List.of("| stage | key | output |", "| --- | --- | --- |"));
    for (StageLine line : run.stages()) {
      String key = line.pin().map(StagePin::stageKey).orElse("not yet");
      String output = line.pin().map(StagePin::outputSha256).orElse("");
      rows.add("| " + line.stage().word() + " | `" + key + "` | `" + output + "` |");
    }
    return rows;
  }

  private static String results(RunReader reader, String runId) {
    try {
      Path folder = Files.createTempDirectory("gdpo-card");
      Optional<Path> file = reader.fetch(runId, Stage.BENCHMARK, "benchmark/table.csv", folder);
      List<ResultTable> tables = file.map(CsvTable::read).map(ResultTable::of).orElse(List.of());
      if (file.isPresent()) {
        Files.delete(file.get());
        Files.delete(folder.resolve("benchmark"));
      }
      Files.delete(folder);
      return tables.isEmpty()
          ? "Not measured yet."
          : tables.stream().map(ModelCard::markdown).collect(Collectors.joining("\n\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String markdown(ResultTable table) {
    StringBuilder heads = new StringBuilder(table.title() + ":\n\n| model |");
    StringBuilder rule = new StringBuilder("\n| --- |");
    for (MetricName metric : table.metrics()) {
      heads.append(' ').append(metric.label()).append(metric.higherIsBetter() ? " ↑ |" : " ↓ |");
      rule.append(" ---: |");
    }
    for (String model : table.models()) {
      rule.append("\n| ").append(model).append(" |");
      for (MetricName metric : table.metrics()) {
        double score = table.score(model, metric).orElse(Double.NaN);
        rule.append(String.format(Locale.ROOT, " %.4f |", score));
      }
    }
    return heads.append(rule).toString();
  }

  private static String config(RunSnapshot run) {
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(run.header().config().pipeline());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String template() {
    try (var in = ModelCard.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + ": no such resource");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
