package org.gdposr.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gdposr.cli.evaluate.Evaluation;
import org.gdposr.cli.evaluate.EvaluationPage;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;

/** Writes a run's report: {@code report.html}, the contact sheet, the curves and the tables. */
public final class ReportWriter {
  private static final int LARGEST_SHEET = 24;

  private final RunReader reader;
  private final Path folder;

  /**
   * @param folder where the report goes; what lies there is written over
   */
  public ReportWriter(RunReader reader, Path folder) {
    this.reader = reader;
    this.folder = folder;
  }

  /**
   * Writes what is published by now.
   *
   * @return the page
   */
  public Path write(RunSnapshot run, Optional<String> trackingUrl) {
    try {
      Files.createDirectories(folder);
      Path fetched = Files.createTempDirectory(folder, ".fetched");
      try {
        ReportData data = ReportData.collect(reader, run, fetched, trackingUrl);
        copy(fetched.resolve("benchmark/table.csv"), folder.resolve("table.csv"));
        copy(fetched.resolve("benchmark/summary.csv"), folder.resolve("summary.csv"));
        copy(fetched.resolve("benchmark/per-image.csv"), folder.resolve("per-image.csv"));
        if (data.pictures().isPresent()) {
          Files.write(
              folder.resolve("contact-sheet.png"),
              Pictures.png(ContactSheet.of(data.pictures().get(), LARGEST_SHEET)));
        }
        for (Map.Entry<String, ReportData.Curve> curve : data.curves().entrySet()) {
          Files.writeString(folder.resolve(fileName(curve.getKey())), svg(curve));
        }
        Optional<Evaluation> evaluation =
            new BenchmarkEvaluation(reader, run.runId(), fetched, folder).read();
        if (evaluation.isPresent()) {
          Files.writeString(
              folder.resolve(ReportPage.EVALUATION),
              EvaluationPage.html(evaluation.get(), folder, Optional.empty(), facts(run)));
        }
        return Files.writeString(folder.resolve("report.html"), new ReportPage(data).html());
      } finally {
        delete(fetched);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> facts(RunSnapshot run) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Run", run.runId());
    facts.put("Noise", "the first of " + run.header().config().benchmark().noiseSeeds());
    facts.put("Config", run.header().configSha256());
    return facts;
  }

  private static String svg(Map.Entry<String, ReportData.Curve> curve) {
    return new LineChart(curve.getValue().steps(), curve.getValue().values()).svg(curve.getKey());
  }

  private static String fileName(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
