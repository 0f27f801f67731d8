package org.gdposr.cli.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gdposr.cli.report.ReportWriter;
import org.gdposr.cli.run.ResultTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.model.CsvTable;

/** The reports of a home's runs. */
public final class Reports {
  private final Home home;
  private final LocalStore store;
  private final Map<String, String> environment;

  public Reports(Home home, Map<String, String> environment) {
    this.home = home;
    this.store = LocalStore.readOnly(home);
    this.environment = environment;
  }

  /**
   * Writes a run's report.
   *
   * @return the page
   */
  public Path write(String runId) {
    RunReader reader = store.reader();
    return new ReportWriter(reader, home.report(runId))
        .write(reader.snapshot(runId, home.alive(runId)), store.tracker(environment).runUrl(runId));
  }

  /**
   * Attaches a run's written report to the run in MLflow, where one is set.
   *
   * @return why it could not be; empty if it is there
   */
  public String attach(String runId) {
    Path folder = home.report(runId);
    List<Path> files =
        Stream.of("report.html", "contact-sheet.png", "table.csv", "summary.csv", "per-image.csv")
            .map(folder::resolve)
            .filter(Files::exists)
            .toList();
    return store.tracker(environment).attach(runId, files);
  }

  /** The result tables of a run whose report is written. */
  public List<ResultTable> tables(String runId) {
    return ResultTable.of(CsvTable.read(home.report(runId).resolve("table.csv")));
  }
}
