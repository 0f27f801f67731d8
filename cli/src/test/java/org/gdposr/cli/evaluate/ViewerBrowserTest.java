package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The report's zoom in a real browser. */
class ViewerBrowserTest extends PageInBrowser {
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
    int grip = browser.find(".divider").getRect().getX() + 12;
    mouse("mousePressed", grip, 300, Map.of("button", "left", "clickCount", 1));
    mouse("mouseMoved", 320, 300, Map.of("button", "left", "buttons", 1));
    mouse("mouseReleased", 320, 300, Map.of("button", "left", "clickCount", 1));
    browser.await("document.querySelector('.divider').getAttribute('aria-valuenow') === '25'");
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

  private static ImageScores scores(String name, Path sr) {
    return new ImageScores(
        name, sr, Optional.empty(), Map.of(MetricName.NIQE, 4.5), Optional.empty());
  }
}
