package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The report of a {@link SampleEvaluation}, opened from disk anew for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageInBrowser {
  @TempDir static Path folder;
  private Path page;
  Browser browser;

  @BeforeAll
  void writeTheReport() throws IOException {
    page = write("report.html", SampleEvaluation.write(folder.resolve("pic tures")));
  }

  @AfterAll
  void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Not before all tests: then none would be counted as skipped where there is no browser. */
  @BeforeEach
  void open() {
    if (browser == null) {
      browser = Browser.open();
    }
    load();
  }

  void load() {
    browser.load(page);
  }

  /** Of every test: the page is quiet, asks for files only, and shows no broken number. */
  @AfterEach
  void nothingWentWrong() {
    if (browser == null) {
      return;
    }
    assertEquals(
        List.of(),
        browser.complaints().stream()
            .filter(line -> !line.contains("ERR_FILE_NOT_FOUND"))
            .toList());
    assertEquals(
        List.of(),
        browser.requests().stream().filter(url -> !url.matches("(?s)(file|data):.*")).toList());
    String text = String.valueOf(browser.run("return document.body.innerText"));
    assertFalse(text.contains("NaN") || text.contains("undefined") || text.contains("null"), text);
    assertEquals("", browser.run("return window.broken"));
  }

  void openFirst(String name) {
    browser.run(
        "document.querySelectorAll('#table th button.name').forEach((each) => each.textContent === arguments[0] && (window.wanted ??= each)); window.wanted.focus()",
        name);
    browser.press(Keys.ENTER);
    browser.await("document.querySelector('dialog').open");
  }

  List<String> texts(String selector) {
    return browser.texts(selector);
  }

  Path write(String name, Evaluation evaluation) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(
        folder.resolve(name),
        EvaluationPage.html(evaluation, folder, Optional.empty(), Map.of("Version", "0.1.0")));
  }
}
