package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The report as a page in a real browser. */
class EvaluationPageBrowserTest extends PageInBrowser {
  private static final String ROWS = "#table tbody tr";
  private static final String NAMES = "#table tbody th";

  @Test
  void whatWasNotScoredIsSaid() {
    assertTrue(browser.find(".notice").isDisplayed());
    assertEquals(List.of("MUSIQ", "torn <1>.png"), browser.texts(".notice tbody th"));
    assertEquals(
        List.of("musiq.pth is not in the folder of weights", "is no PNG"),
        browser.texts(".notice tbody td"));
  }

  @Test
  void headsSortBothWaysByNumberAndMissingScoresStayLast() {
    browser.button("#table thead", "PSNR ↑").click();
    assertEquals("ascending", sortOf("PSNR ↑"));
    assertEquals(List.of("9.50", "9.60", "10.50", "10.60", "19.50"), column("PSNR").subList(0, 5));

    browser.button("#table thead", "PSNR ↑").sendKeys(Keys.ENTER);
    assertEquals("descending", sortOf("PSNR ↑"));
    assertEquals(List.of("∞", "∞", "40.60"), column("PSNR").subList(0, 3));

    for (int turn = 0; turn < 2; turn++) {
      browser.button("#table thead", "LPIPS ↓").click();
      List<String> lpips = column("LPIPS");
      assertEquals("–", lpips.get(15));
      assertEquals(10, lpips.indexOf("–"));
    }
    assertEquals("", sortOf("PSNR ↑"));
  }

  @Test
  void namesSortByTheNumbersInThem() {
    List<String> names = browser.texts(NAMES);

    assertTrue(
        names.indexOf("it's: 2.png") < names.indexOf("it's: 10.png"), () -> names.toString());
  }

  @Test
  void namesScoresAndRunsFilter() {
    browser.find("#table input[type=search]").sendKeys("X\" <B");
    assertEquals(4, browser.texts(ROWS).size());
    assertEquals(SampleEvaluation.HOSTILE, browser.texts(NAMES).get(0));

    browser.find("#table input[type=text]").sendKeys("psnr < 10, LPIPS >= 0.4005");
    assertEquals(List.of("9.60"), column("PSNR"));

    browser.choose("Seed", "1");
    assertEquals(List.of("No image fits"), texts("#table [role=status]"));

    browser.find("#table input[type=text]").sendKeys(", QSNR > 3");
    assertTrue(browser.find("#bounds-hint").getText().contains("QSNR > 3"));
  }

  @Test
  void theWorstAndTheBestAreOfTheChosenMetric() {
    assertEquals("9.50", browser.texts("#cases .case:nth-of-type(1) b").get(0));
    assertEquals("∞", browser.texts("#cases .case:nth-of-type(2) b").get(0));

    browser.choose("Metric", "LPIPS");

    assertEquals("0.4010", browser.texts("#cases .case:nth-of-type(1) b").get(0));
    assertEquals("0.1000", browser.texts("#cases .case:nth-of-type(2) b").get(0));
    assertEquals("0.4010 against 0.3510", browser.texts("#cases .case:nth-of-type(3) b").get(0));
  }

  @Test
  void tenThousandRowsSortInNoTime() throws IOException {
    browser.load(write("large.html", large()));
    assertEquals(50, browser.texts(ROWS).size());

    for (int column = 0; column < 11; column++) {
      double milliseconds =
          ((Number)
                  browser.run(
                      """
                      const start = performance.now();
                      document.querySelectorAll("#table thead button")[arguments[0]].click();
                      document.body.offsetHeight;
                      return performance.now() - start;
                      """,
                      column))
              .doubleValue();
      assertTrue(milliseconds < 2000, "column " + column + ": " + milliseconds + " ms");
    }

    double before = Double.NEGATIVE_INFINITY;
    for (String text : column("AFINE")) {
      double score = Double.parseDouble(text.replace('−', '-'));
      assertTrue(score >= before);
      before = score;
    }
    assertEquals(List.of("1–50 of 10,000"), texts("#table [role=status]"));
    browser.button(".pager", "Next").click();
    assertEquals(List.of("51–100 of 10,000"), texts("#table [role=status]"));
  }

  @Test
  void aNarrowWindowNeedsNoSidewaysScrolling() {
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    try {
      load();
      assertEquals(400L, browser.run("return window.innerWidth"));
      assertEquals(
          true,
          browser.run(
              "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
      openFirst(SampleEvaluation.HOSTILE);
      assertEquals(List.of("Blur", "HR"), texts(".pane figcaption > b"));
    } finally {
      browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  private String sortOf(String head) {
    return String.valueOf(
        browser.run(
            "return [...document.querySelectorAll('#table th[scope=col]')].find((each) => each.textContent === arguments[0]).getAttribute('aria-sort')",
            head));
  }

  private List<String> column(String label) {
    List<String> heads = browser.texts("#table thead th");
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).startsWith(label + " ")) {
        return browser.texts("#table tbody tr > :nth-child(%d)".formatted(i + 1));
      }
    }
    throw new AssertionError(label + " is not in " + heads);
  }

  /** No picture is there: all of them would be alike. */
  private Evaluation large() {
    List<MetricName> metrics = new ArrayList<>();
    for (MetricName metric : MetricName.values()) {
      if (metric.kind() != MetricName.Kind.SET && metrics.size() < 10) {
        metrics.add(metric);
      }
    }
    Random random = new Random(1);
    List<ImageScores> images = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Map<MetricName, Double> scores = new EnumMap<>(MetricName.class);
      metrics.forEach(metric -> scores.put(metric, random.nextGaussian()));
      images.add(
          new ImageScores(
              "image %d.png".formatted(i),
              folder.resolve("large/image %d.png".formatted(i)),
              Optional.empty(),
              scores,
              Optional.empty()));
    }
    return new Evaluation(
        metrics,
        List.of(new MethodScores("Blur", "", List.of(new SeedScores("", images, Map.of())))),
        List.of(),
        List.of());
  }
}
