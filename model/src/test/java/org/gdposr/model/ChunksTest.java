package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {
  @Test
  void itemsAreCutByIndexAndTheLastChunkTakesTheRest() {
    Chunks chunks = new Chunks(10, 4);
    assertEquals(List.of("train-00000", "train-00001", "train-00002"), chunks.names("train-"));
    assertEquals(8, chunks.first(2));
    assertEquals(10, chunks.end(2));
    assertEquals(1, chunks.of(7));
  }
}
