package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's own Chromium, without a window; GDPO_CHROMIUM names it where PATH does not. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  // warns of every browser newer than itself
  private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Ends the test where the machine has no browser. */
  static Browser open() {
    Optional<Path> chromium =
        Optional.ofNullable(System.getenv("GDPO_CHROMIUM"))
            .map(Path::of)
            .or(() -> onPath("chromium", "chromium-browser", "google-chrome"));
    Optional<Path> chromedriver = onPath("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "no browser: chromium (or GDPO_CHROMIUM) and chromedriver are not on the PATH");
    LOG.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--window-size=1280,900",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        // so that a test may read pixels of pictures on disk
        "--allow-file-access-from-files");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<Path> onPath(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(at -> Path.of(at, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void load(Path page) {
    driver.get(page.toUri().toASCIIString());
  }

  /** What a script returns; it starts with {@code return} where it should. */
  Object run(String script, Object... arguments) {
    return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
  }

  /** Waits until a script's value is true. */
  void await(String expression) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
    driver.executeAsyncScript(
        """
        const [done] = arguments;
        const look = () => (%s) ? done() : setTimeout(look, 10);
        look();
        """
            .formatted(expression));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The button that says, or is labelled, just this. */
  WebElement button(String within, String label) {
    return driver.findElements(By.cssSelector(within + " button")).stream()
        .filter(
            button ->
                label.equals(button.getText())
                    || label.equals(button.getDomAttribute("aria-label")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + label + " in " + within));
  }

  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Chooses in the list that a label names, from the keyboard's side. */
  void choose(String label, String option) {
    WebElement list =
        driver.findElements(By.cssSelector("label.choice")).stream()
            .filter(each -> each.getText().startsWith(label))
            .findFirst()
            .orElseThrow()
            .findElement(By.cssSelector("select"));
    list.sendKeys(option + Keys.ENTER);
  }

  List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    for (Object text :
        (List<?>)
            run(
                "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)",
                selector)) {
      texts.add(String.valueOf(text));
    }
    return texts;
  }

  /** Errors and warnings since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses that were asked for since the last call. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> event(entry.getMessage()))
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  private static JsonNode event(String message) {
    try {
      return JSON.readTree(message).path("message");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<?, ?> map(String script, Object... arguments) {
    return (Map<?, ?>) run(script, arguments);
  }

  /** A command of the DevTools protocol. */
  void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
