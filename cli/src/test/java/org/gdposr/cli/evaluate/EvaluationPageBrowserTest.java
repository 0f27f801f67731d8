package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The report opened from disk in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationPageBrowserTest {
  private static final String ROWS = "#table tbody tr";
  private static final String NAMES = "#table tbody th";

  @TempDir private static Path folder;

  private Path page;
  private Browser browser;

  @BeforeAll
  void writeTheReport() throws IOException {
    browser = Browser.open();
    Evaluation evaluation = SampleEvaluation.write(folder.resolve("pic tures"));
    page = write("report.html", evaluation);
  }

  @AfterAll
  void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.load(page);
  }

  /** Of every test: the page is quiet, asks for files only, and shows no broken number. */
  @AfterEach
  void nothingWentWrong() {
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
  void theZoomShowsTheImageTheOtherMethodAndHr() {
    openFirst(SampleEvaluation.HOSTILE);

    assertEquals(
        List.of("Blur", SampleEvaluation.HOSTILE_METHOD, "HR"), texts(".pane figcaption > b"));
    assertPictures(
        SampleEvaluation.colour(0, 0, 0),
        SampleEvaluation.colour(1, 0, 0),
        SampleEvaluation.hrColour(0));
    assertTrue(browser.find(".pane.own").getText().contains("9.50"));
    String source = String.valueOf(browser.run("return document.querySelector('.view img').src"));
    assertTrue(
        source.endsWith("/pic%20tures/sr%200/1/a%20b%231%20%22x%22%20%3Cb%3E%26%C3%BC.png"),
        source);
  }

  @Test
  void arrowsLeafThroughAndEscapeCloses() {
    openFirst("50%25 off?.png");
    String first = browser.find(".viewer .what").getText();

    browser.press(Keys.ARROW_RIGHT);
    String second = browser.find(".viewer .what").getText();
    assertTrue(second.contains("50%25 off?.png") && !second.equals(first), second);
    assertPictures(
        SampleEvaluation.colour(0, 1, 1),
        SampleEvaluation.colour(1, 1, 1),
        SampleEvaluation.hrColour(1));

    browser.press(Keys.ARROW_LEFT);
    assertEquals(first, browser.find(".viewer .what").getText());
    browser.press(Keys.ESCAPE);
    browser.await("!document.querySelector('dialog').open");
  }

  @Test
  void allPicturesZoomAndMoveTogether() {
    openFirst(SampleEvaluation.HOSTILE);
    assertPictures(
        SampleEvaluation.colour(0, 0, 0),
        SampleEvaluation.colour(1, 0, 0),
        SampleEvaluation.hrColour(0));
    String fitted = browser.find(".level").getText();

    browser.press("+", "+", Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));

    assertEquals(1, Set.copyOf(transforms()).size(), () -> transforms().toString());
    assertFalse(fitted.equals(browser.find(".level").getText()));
    assertEquals(3, browser.texts(".view img.pixels").size());
    browser.press("0");
    assertEquals(fitted, browser.find(".level").getText());
  }

  @Test
  void theWheelZoomsAboutThePointerAndADragMoves() {
    openFirst(SampleEvaluation.HOSTILE);
    browser.await("document.querySelectorAll('.view img')[0].naturalWidth");
    List<?> fitted = transforms();

    mouse("mouseWheel", 200, 300, Map.of("deltaX", 0, "deltaY", -600));
    browser.await("document.querySelector('.view img').classList.contains('pixels')");
    List<?> zoomed = transforms();
    mouse("mousePressed", 200, 300, Map.of("button", "left", "clickCount", 1));
    mouse("mouseMoved", 180, 290, Map.of("button", "left", "buttons", 1));
    mouse("mouseReleased", 180, 290, Map.of("button", "left", "clickCount", 1));

    assertFalse(fitted.equals(zoomed));
    browser.await(
        "document.querySelector('.view img').style.transform !== '" + zoomed.get(0) + "'");
    assertEquals(1, Set.copyOf(transforms()).size(), () -> transforms().toString());
  }

  @Test
  void aSwipeLaysHrOverTheImage() {
    openFirst(SampleEvaluation.HOSTILE);

    browser.press("s");

    assertEquals(List.of("Blur", "HR"), texts(".pane figcaption > b"));
    browser.find(".divider").sendKeys(Keys.ARROW_RIGHT);
    assertEquals("52", browser.find(".divider").getDomAttribute("aria-valuenow"));
    assertEquals(
        browser.map(
            "return document.querySelectorAll('.view')[0].getBoundingClientRect().toJSON()"),
        browser.map(
            "return document.querySelectorAll('.view')[1].getBoundingClientRect().toJSON()"));
  }

  @Test
  void withoutHrOnlySrIsShownAndALostPictureIsNamed() throws IOException {
    ImageScores there =
        scores("a.png", SampleEvaluation.picture(folder.resolve("bare/a.png"), Color.RED));
    ImageScores lost = scores("b.png", folder.resolve("bare/b.png"));
    browser.load(
        write(
            "bare.html",
            new Evaluation(
                List.of(MetricName.NIQE),
                List.of(
                    new MethodScores(
                        "Blur", "", List.of(new SeedScores("", List.of(there, lost), Map.of())))),
                List.of(),
                List.of())));

    openFirst("a.png");
    assertEquals(List.of("Blur"), texts(".pane figcaption > b"));
    assertPictures(Color.RED);
    browser.press(Keys.ARROW_RIGHT);
    browser.await("document.querySelector('.view .lost')");
    assertEquals(List.of("Picture missing"), texts(".view"));
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
      browser.load(page);
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

  private void openFirst(String name) {
    browser.run(
        "document.querySelectorAll('#table th button.name').forEach((each) => each.textContent === arguments[0] && (window.wanted ??= each)); window.wanted.focus()",
        name);
    browser.press(Keys.ENTER);
    browser.await("document.querySelector('dialog').open");
  }

  /** The zoom's pictures, by the pixel in their middle. */
  private void assertPictures(Color... colours) {
    browser.await(
        "document.querySelectorAll('.view').length === "
            + colours.length
            + " && [...document.querySelectorAll('.view img')].every((i) => i.complete && i.naturalWidth === 24 && i.naturalHeight === 16)");
    List<?> pixels =
        (List<?>)
            browser.run(
                """
                return [...document.querySelectorAll(".view img")].map((image) => {
                  const canvas = document.createElement("canvas");
                  [canvas.width, canvas.height] = [24, 16];
                  const context = canvas.getContext("2d");
                  context.drawImage(image, 0, 0);
                  return [...context.getImageData(12, 8, 1, 1).data.slice(0, 3)].join(" ");
                });
                """);
    assertEquals(
        Arrays.stream(colours)
            .map(each -> each.getRed() + " " + each.getGreen() + " " + each.getBlue())
            .toList(),
        pixels);
  }

  private List<?> transforms() {
    return (List<?>)
        browser.run(
            "return [...document.querySelectorAll('.view img')].map((each) => each.style.transform)");
  }

  private void mouse(String type, int x, int y, Map<String, Object> more) {
    Map<String, Object> event = new HashMap<>(Map.of("type", type, "x", x, "y", y));
    event.putAll(more);
    browser.command("Input.dispatchMouseEvent", event);
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

  private List<String> texts(String selector) {
    return browser.texts(selector);
  }

  private Path write(String name, Evaluation evaluation) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(
        folder.resolve(name),
        EvaluationPage.html(evaluation, folder, Optional.empty(), Map.of("Version", "0.1.0")));
  }

  private static ImageScores scores(String name, Path sr) {
    return new ImageScores(
        name, sr, Optional.empty(), Map.of(MetricName.NIQE, 4.5), Optional.empty());
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
