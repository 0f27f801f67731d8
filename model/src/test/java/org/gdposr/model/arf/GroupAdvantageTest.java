package org.gdposr.model.arf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GroupAdvantageTest {
  private static final double[] REWARDS = {.2, .5, .9, .4, .7, .3};

  @Test
  void knownRewardsGiveKnownAdvantages() {
    double[] expected = {-1.1504474, 0, 1.5339299, -.3834825, .7669650, -.7669650};
    assertArrayEquals(expected, GroupAdvantage.of(REWARDS), 1e-7);
  }

  @Test
  void advantagesSumToZeroAndTheirSquaresToGMinusOne() {
    double[] advantages = GroupAdvantage.of(REWARDS);
    assertEquals(0, Arrays.stream(advantages).sum(), 1e-12);
    assertEquals(5, Arrays.stream(advantages).map(a -> a * a).sum(), 1e-6);
  }

  @Test
  void permutedRewardsGivePermutedAdvantages() {
    double[] reversed = {.3, .7, .4, .9, .5, .2};
    double[] advantages = GroupAdvantage.of(REWARDS);
    double[] other = GroupAdvantage.of(reversed);
    for (int i = 0; i < 6; i++) {
      assertEquals(advantages[i], other[5 - i], 1e-12);
    }
  }

  @Test
  void tiedRewardsGiveZeroAdvantage() {
    assertArrayEquals(new double[6], GroupAdvantage.of(new double[] {.1, .1, .1, .1, .1, .1}));
  }

  @Test
  void pairGivesPlusAndMinusOneOverRootTwoWhateverTheGap() {
    double[] expected = {-0.7071068, 0.7071068};
    assertArrayEquals(expected, GroupAdvantage.of(new double[] {0.4, 0.41}), 1e-5);
    assertArrayEquals(expected, GroupAdvantage.of(new double[] {0, 1}), 1e-7);
  }

  @Test
  void loneMemberAndUndefinedRewardsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> GroupAdvantage.of(new double[] {1}));
    assertThrows(
        IllegalArgumentException.class, () -> GroupAdvantage.of(new double[] {1, Double.NaN}));
  }
}
