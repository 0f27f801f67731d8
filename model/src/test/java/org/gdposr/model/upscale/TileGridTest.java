package org.gdposr.model.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {
  @ParameterizedTest
  @CsvSource({
    "97, 96, 32",
    "128, 96, 32",
    "160, 96, 32",
    "161, 96, 32",
    "1000, 96, 32",
    "20, 8, 0",
    "5, 8, 4",
    "9, 8, 4",
    "4096, 96, 48"
  })
  void weightsSumToOneAndTilesReachTheEnd(int side, int tile, int overlap) {
    TileAxis axis = TileAxis.of(side, tile, overlap, 0.5);
    double[] sums = new double[side];
    for (int i = 0; i < axis.count(); i++) {
      assertTrue(i == 0 || axis.start(i) > axis.start(i - 1));
      assertTrue(i == 0 || axis.end(i - 1) - axis.start(i) >= overlap, "overlap");
      for (int x = 0; x < axis.length(); x++) {
        sums[axis.start(i) + x] += axis.weight(i, x);
      }
    }
    assertEquals(0, axis.start(0));
    assertEquals(side, axis.end(axis.count() - 1));
    assertTrue(axis.length() <= tile);
    Arrays.stream(sums).forEach(sum -> assertEquals(1, sum, 1e-6));
  }

  @Test
  void areaOfOneTileIsNotCut() {
    assertTrue(TileGrid.ofNoise(96, 96, Tiling.DEFAULT).whole());
    assertTrue(TileGrid.ofNoise(48, 192, Tiling.DEFAULT).whole());
    assertFalse(TileGrid.ofNoise(96, 97, Tiling.DEFAULT).whole());
    assertTrue(TileGrid.ofEncoder(128, 128, Tiling.DEFAULT).whole());
    assertFalse(TileGrid.ofEncoder(129, 128, Tiling.DEFAULT).whole());
    assertTrue(TileGrid.ofDecoder(224, 224, Tiling.DEFAULT, 8).whole());
    assertFalse(TileGrid.ofDecoder(224, 225, Tiling.DEFAULT, 8).whole());
    assertEquals(1, TileGrid.ofNoise(96, 96, Tiling.DEFAULT).rows().weight(0, 0));
  }

  @Test
  void thinImagesAreCutAlongTheirLengthOnly() {
    TileGrid thin = TileGrid.ofNoise(8, 4096, Tiling.DEFAULT);
    assertEquals(1, thin.rows().count());
    assertEquals(8, thin.rows().length());
    assertEquals(64, thin.columns().count());
  }

  @Test
  void tilesAreHalvedDownToSixteen() {
    assertEquals(Optional.of(new Tiling(48, 16)), Tiling.DEFAULT.halved());
    assertEquals(Optional.of(new Tiling(24, 8)), new Tiling(48, 16).halved());
    assertEquals(Optional.empty(), new Tiling(24, 8).halved());
  }

  @Test
  void overlapsBeyondHalfATileAreRefused() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new Tiling(32, 17)).getMessage());
    assertEquals("overlap: 17 (expected: in [0, 16])", message);
  }
}
