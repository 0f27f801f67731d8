package org.gdposr.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.gdposr.activities.storage.Progress;
import org.junit.jupiter.api.Test;

class StageProgressTest {
  @Test
  void shardsCountTheirChunksTogether() {
    StageProgress progress =
        StageProgress.of(
            List.of(
                new Progress(3, "publish", 4, 4, 9, 9, 0, Map.of(), ""),
                new Progress(3, "visits", 1, 4, 5, 16, 2, Map.of(), "")));

    assertEquals("visits 5/8 chunks, 2.0/s", ProgressText.of(progress));
    assertEquals(5.0 / 8, progress.share());
    assertTrue(progress.secondsLeft().isEmpty());
  }

  @Test
  void aTrainingCountsStepsAndSaysWhatIsLeft() {
    StageProgress progress =
        StageProgress.of(
            List.of(new Progress(9, "unet", 0, 1, 120, 300, 4, Map.of("loss", 0.0123), "")));

    assertEquals("unet 120/300, 4.0/s, 45 s left, loss 0.01230", ProgressText.of(progress));
  }
}
