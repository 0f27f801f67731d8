package org.gdposr.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PictureLinksTest {
  private final PictureLinks links = new PictureLinks(Path.of("/data/out"));

  @Test
  void picturesAreNamedFromThePage() {
    assertEquals("./a.png", links.to(Path.of("/data/out/a.png")));
    assertEquals("./../sr/1/a.png", links.to(Path.of("/data/out/../sr/1/a.png")));
  }

  @Test
  void whatUrlsReserveIsEscaped() {
    assertEquals(
        "./50%25%20a%23b%3Fc%3A%22%27%3C%26.png",
        links.to(Path.of("/data/out", "50% a#b?c:\"'<&.png")));
    assertEquals("./%C3%BC/u%CC%88.png", links.to(Path.of("/data/out/ü/u\u0308.png")));
  }
}
