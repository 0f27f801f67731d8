package org.gdposr.model.metric.musiq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.NoReference;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against pyiqa, whose weights come from the same keys. */
class MusiqTest {
  private static NDManager manager;
  private static Musiq musiq;

  @BeforeAll
  static void load() {
    manager = Torch.start(1);
    musiq = Musiq.of(manager, weights());
  }

  @AfterAll
  static void free() {
    manager.close();
  }

  static TensorSource weights() {
    return NoReference.weights(shapes(), "head.bias");
  }

  private static Map<String, Shape> shapes() {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    new MusiqNetwork().tensors().forEach((name, tensor) -> shapes.put(name, tensor.getShape()));
    return shapes;
  }

  @Test
  void scoresEqualPyiqas() {
    assertScore("photo", NoReference.photo(manager));
    assertScore("noise", NoReference.noise(manager));
  }

  private static void assertScore(String name, NDArray image) {
    double expected = NoReference.score("musiq", name);
    assertEquals(expected, musiq.score(image), 1e-6 * expected, name);
  }

  @Test
  void scoringChangesNoImageAndLeavesNoTensor() {
    NDArray image = NoReference.noise(manager);
    float[] before = image.toFloatArray();
    int tensors = manager.getManagedArrays().size();
    musiq.score(image);
    assertEquals(tensors, manager.getManagedArrays().size());
    assertArrayEquals(before, image.toFloatArray());
  }

  @Test
  void theNetworkHasTheTensorsOfTheOfficialFile() {
    assertEquals(248, shapes().size());
  }

  @Test
  void anImageTooNarrowIsRefused() {
    NDArray line = manager.zeros(new Shape(1, 3, 1, 448));
    DataException e = assertThrows(DataException.class, () -> musiq.score(line));
    assertEquals(
        "image: 448×1 (expected: a longer side of less than 448 times the shorter one, for MUSIQ)",
        e.getMessage());
  }

  @Test
  void aBatchIsRefused() {
    NDArray batch = manager.zeros(new Shape(2, 3, 8, 8));
    assertThrows(IllegalArgumentException.class, () -> musiq.score(batch));
  }

  @Test
  void aFileOfAnotherNetworkIsRefused() {
    RandomWeights other = new RandomWeights(Map.of("conv.weight", new Shape(1, 1, 1, 1)));
    assertThrows(DataException.class, () -> Musiq.of(manager, other));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    DataException e = assertThrows(DataException.class, () -> Musiq.load(manager, folder));
    assertTrue(String.valueOf(e.getMessage()).contains(Musiq.FILE), e::getMessage);
  }
}
