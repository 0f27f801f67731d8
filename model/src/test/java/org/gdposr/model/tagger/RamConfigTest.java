package org.gdposr.model.tagger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.RandomWeights;
import org.junit.jupiter.api.Test;

class RamConfigTest {
  @Test
  void thePublishedNetworkIsSwinLargeAt384() {
    RamConfig config = RamConfig.swinLarge();
    assertEquals(1536, config.visionWidth());
    assertEquals(384, config.imageSize());
    assertEquals(4585, config.tags());
  }

  @Test
  void windowsMustDivideEveryStage() {
    assertEquals("window: 5 (expected: divides a stage's side = 8)", refusal(32, 5, 2));
  }

  @Test
  void everyStageButTheLastMustHaveAnEvenSide() {
    assertEquals("imageSize: 36 (expected: a multiple of 8)", refusal(36, 3, 2));
  }

  @Test
  void headsMustDivideTheirStagesChannels() {
    assertEquals(
        "heads: [1, 3] (expected: each divides its stage's channels = 16)", refusal(32, 4, 3));
  }

  private static String refusal(int imageSize, int window, int heads) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new RamConfig(
                        imageSize,
                        8,
                        List.of(1, 1),
                        List.of(1, heads),
                        window,
                        12,
                        16,
                        24,
                        1,
                        2,
                        5))
            .getMessage());
  }

  @Test
  void officialFilesAreHeldAgainstTheStructureWithoutTheEngine() {
    RamConfig config = RamConfig.swinLarge();
    Ram.check(config, new RandomWeights(RamLayout.ramFile(config)));
    DapeLora.check(config, new RandomWeights(RamLayout.dapeFile(config)));
    assertThrows(
        DataException.class,
        () -> Ram.check(config, new RandomWeights(RamLayout.dapeFile(config))));
  }
}
