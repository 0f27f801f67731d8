package org.gdposr.activities.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.process.ShardClocks.Verdict;
import org.gdposr.activities.storage.Progress;
import org.junit.jupiter.api.Test;

final class ShardClocksTest {
  private final ShardClocks clocks =
      new ShardClocks(Duration.ofSeconds(45), Duration.ofSeconds(600), 0);

  private Verdict observe(long second, long sequence, long step) {
    Progress progress =
        new Progress(sequence, "unet", 0, 1, step, 100, 0, Map.of(), "second " + second);
    return clocks.observe(Optional.of(progress), second * 1000);
  }

  @Test
  void aProcessThatNeverWroteIsSilentAfterTheLimit() {
    assertEquals(Verdict.MOVING, clocks.observe(Optional.empty(), 45_000));
    assertEquals(Verdict.SILENT, clocks.observe(Optional.empty(), 45_001));
  }

  @Test
  void aGrowingSequenceIsASignOfLife() {
    assertEquals(Verdict.MOVING, observe(40, 1, 1));
    assertEquals(Verdict.MOVING, observe(80, 2, 1));
    assertEquals(Verdict.MOVING, observe(125, 2, 1));
    assertEquals(Verdict.SILENT, observe(126, 2, 1));
  }

  @Test
  void aLivingProcessWithoutAStepStalls() {
    for (int second = 10; second <= 610; second += 10) {
      assertEquals(Verdict.MOVING, observe(second, second, 7));
    }
    assertEquals(Verdict.STALLED, observe(611, 611, 7));
  }

  @Test
  void aStepOrAnotherPhaseStartsTheStallClockAnew() {
    for (int second = 10; second <= 3000; second += 10) {
      assertEquals(Verdict.MOVING, observe(second, second, second / 500));
    }
  }

  @Test
  void anUnreadableStoreStopsBothClocks() {
    observe(10, 1, 7);
    for (int second = 20; second <= 2000; second += 10) {
      clocks.suspend(second * 1000L);
    }
    assertEquals(Verdict.MOVING, observe(2040, 1, 7));
    for (int second = 2050; second <= 2580; second += 10) {
      assertEquals(Verdict.MOVING, observe(second, second, 7));
    }
    // 600 s since the step at 10 s, without the outage from 10 s to 2000 s
    assertEquals(Verdict.STALLED, observe(2601, 2601, 7));
  }
}
