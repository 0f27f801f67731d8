package org.gdposr.model.metric.maniqa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.NoReference;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tiny network against pyiqa's, whose weights come from the same keys. */
class ManiqaTest {
  static final ManiqaConfig TINY = new ManiqaConfig(28, 24, 3, List.of(2, 4), 20);

  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void scoresEqualPyiqas(ManiqaVariant variant) {
    Maniqa maniqa = Maniqa.of(manager, TINY, variant, weights(TINY));
    String dataset = variant.name().toLowerCase(Locale.ROOT) + ".";
    assertScore(dataset + "photo", maniqa.score(NoReference.photo(manager)));
    assertScore(dataset + "noise", maniqa.score(NoReference.noise(manager)));
  }

  private static void assertScore(String name, double score) {
    double expected = NoReference.score("maniqa", name);
    assertEquals(expected, score, 1e-6 * expected, name);
  }

  @Test
  void scoringChangesNoImageAndLeavesNoTensor() {
    Maniqa maniqa = Maniqa.of(manager, TINY, ManiqaVariant.KONIQ, weights(TINY));
    NDArray image = NoReference.noise(manager);
    float[] before = image.toFloatArray();
    int tensors = manager.getManagedArrays().size();
    maniqa.score(image);
    assertEquals(tensors, manager.getManagedArrays().size());
    assertArrayEquals(before, image.toFloatArray());
  }

  @Test
  void cropsLieAtEvenSteps() {
    NDArray rows = manager.arange(512f).reshape(1, 1, 512, 1).broadcast(1, 3, 512, 512);
    NDArray columns = manager.arange(512f).reshape(1, 1, 1, 512).broadcast(1, 3, 512, 512);
    for (int i = 0; i < 20; i++) {
      assertEquals(i / 5 * 72, corner(rows, i));
      assertEquals(i % 5 * 72, corner(columns, i));
    }
  }

  private static double corner(NDArray image, int crop) {
    return (ManiqaOps.crops(image, 224, 20).getFloat(crop, 0, 0, 0) + 1) / 2;
  }

  @Test
  void theOfficialFileFitsWithAllThatItHoldsBeyondTheNetwork() {
    TreeMap<String, Shape> file = new TreeMap<>(shapes(ManiqaConfig.PUBLISHED));
    for (String name : List.copyOf(file.keySet())) {
      if (name.startsWith("vit.blocks.0.")) {
        file.put(name.replace(".0.", ".10."), new Shape(1));
        file.put(name.replace(".0.", ".11."), new Shape(1));
      }
      if (name.endsWith("attn.relative_position_bias_table")) {
        file.put(name.replace("bias_table", "index"), new Shape(16, 16));
      }
    }
    for (String part :
        List.of("vit.norm", "vit.head", stage(1, "downsample"), stage(2, "downsample"))) {
      file.put(part + ".weight", new Shape(1));
      file.put(part + ".bias", new Shape(1));
    }
    for (String block : List.of("layers.0.blocks.1.attn_mask", "layers.1.blocks.1.attn_mask")) {
      file.put(stage(1, block), new Shape(49, 16, 16));
      file.put(stage(2, block), new Shape(49, 16, 16));
    }
    assertEquals(316, file.size());
    ManiqaNetwork network = network(ManiqaConfig.PUBLISHED);
    ParameterLoader.check(network.tensors(), new RandomWeights(file), ManiqaNetwork::usedName);
  }

  private static String stage(int number, String part) {
    return "swintransformer" + number + "." + part;
  }

  @Test
  void anUnknownTensorIsRefused() {
    TreeMap<String, Shape> file = new TreeMap<>(shapes(TINY));
    file.put("vit.blocks.12.norm1.weight", new Shape(24));
    TensorSource source = NoReference.weights(file, "fc_score.3.bias");
    DataException e =
        assertThrows(
            DataException.class, () -> Maniqa.of(manager, TINY, ManiqaVariant.PIPAL, source));
    assertTrue(
        String.valueOf(e.getMessage()).contains("vit.blocks.12.norm1.weight: extra"),
        e::getMessage);
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    DataException e =
        assertThrows(DataException.class, () -> Maniqa.load(manager, ManiqaVariant.KONIQ, folder));
    assertTrue(String.valueOf(e.getMessage()).contains("ckpt_koniq10k.pt"), e::getMessage);
  }

  static TensorSource weights(ManiqaConfig config) {
    return NoReference.weights(shapes(config), "fc_score.3.bias");
  }

  private static TreeMap<String, Shape> shapes(ManiqaConfig config) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    network(config).tensors().forEach((name, tensor) -> shapes.put(name, tensor.getShape()));
    return shapes;
  }

  /** Without values and without the engine. */
  private static ManiqaNetwork network(ManiqaConfig config) {
    return new ManiqaNetwork(PassthroughNDManager.INSTANCE, config, ManiqaVariant.PIPAL);
  }
}
