package org.gdposr.model.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.gdposr.model.DataException;
import org.junit.jupiter.api.Test;

class HeldOutSplitTest {
  @Test
  void theSmallestHashesAreHeldOutWhateverTheOrder() {
    HeldOutSplit split = HeldOutSplit.of(new Hashes(List.of("c", "a", "d", "b")), 2);
    assertEquals(List.of(1, 3), split.heldOut());
    assertEquals(List.of(0, 2), split.training());
  }

  @Test
  void oneMoreImageMovesAtMostOneOther() {
    HeldOutSplit split = HeldOutSplit.of(new Hashes(List.of("c", "a", "d", "b", "ab")), 2);
    assertEquals(List.of(1, 4), split.heldOut());
  }

  @Test
  void tooFewImagesAreCounted() {
    assertEquals(
        "data.images: 2 usable images (expected: more than data.heldOut = 2; add images or lower it)",
        assertThrows(DataException.class, () -> HeldOutSplit.of(new Hashes(List.of("a", "b")), 2))
            .getMessage());
  }

  private record Hashes(List<String> values) implements SourceImages {
    @Override
    public int size() {
      return values.size();
    }

    @Override
    public String name(int index) {
      return "image " + index;
    }

    @Override
    public String sha256(int index) {
      return values.get(index);
    }

    @Override
    public Path path(int index) {
      return Path.of(name(index));
    }
  }
}
