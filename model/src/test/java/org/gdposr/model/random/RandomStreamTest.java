package org.gdposr.model.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gdposr.model.Fixture;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void blocksAreRandom123s() {
    assertArrayEquals(
        new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        philox(new int[] {0, 0, 0, 0}, 0, 0));
    assertArrayEquals(
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        philox(new int[] {-1, -1, -1, -1}, -1, -1));
    assertArrayEquals(
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
        philox(new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0));
  }

  private static int[] philox(int[] counter, int key0, int key1) {
    RandomStream.philox(counter, key0, key1);
    return counter;
  }

  @Test
  void numbersAreThePythonTwins() {
    Fixture fixture = Fixture.of("random");
    RandomStream stream = RandomStream.of(-20261123L, Purpose.FIXTURE, (1L << 32) + 5, 3);
    double[] uniforms = IntStream.range(0, 7).mapToDouble(i -> stream.nextDouble()).toArray();
    assertArrayEquals(fixture.raw("uniforms").doubles(), uniforms);
    long[] ints = IntStream.range(0, 9).mapToLong(i -> stream.nextInt() & 0xFFFFFFFFL).toArray();
    assertArrayEquals(fixture.raw("ints").longs(), ints);
    RandomStream normals = RandomStream.of(20261123, Purpose.FIXTURE, 1, 0);
    double[] gaussians = IntStream.range(0, 9).mapToDouble(i -> normals.nextGaussian()).toArray();
    assertArrayEquals(fixture.raw("gaussians").doubles(), gaussians, 1e-14);
  }

  @Test
  void everyPartOfTheKeyCounts() {
    int first = RandomStream.of(1, Purpose.CROP, 2, 3).nextInt();
    assertEquals(first, RandomStream.of(1, Purpose.CROP, 2, 3).nextInt());
    assertNotEquals(first, RandomStream.of(1L + (1L << 32), Purpose.CROP, 2, 3).nextInt());
    assertNotEquals(first, RandomStream.of(1, Purpose.DEGRADE, 2, 3).nextInt());
    assertNotEquals(first, RandomStream.of(1, Purpose.CROP, 2 + (1L << 32), 3).nextInt());
    assertNotEquals(first, RandomStream.of(1, Purpose.CROP, 2, 4).nextInt());
    assertThrows(
        IllegalArgumentException.class, () -> RandomStream.of(1, Purpose.CROP, 1L << 40, 0));
  }

  @Test
  void permutationsHoldEveryIndexOnce() {
    int[] order = RandomStream.of(1, Purpose.NAOSD_ORDER, 0, 0).permutation(1000);
    assertNotEquals(0, Arrays.compare(IntStream.range(0, 1000).toArray(), order));
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), order);
  }

  @Test
  void normalsHaveUnitMoments() {
    RandomStream stream = RandomStream.of(5, Purpose.FIXTURE, 9, 0);
    double[] values = IntStream.range(0, 100_000).mapToDouble(i -> stream.nextGaussian()).toArray();
    assertEquals(0, Arrays.stream(values).average().orElseThrow(), 0.02);
    assertEquals(1, Arrays.stream(values).map(v -> v * v).average().orElseThrow(), 0.02);
  }
}
