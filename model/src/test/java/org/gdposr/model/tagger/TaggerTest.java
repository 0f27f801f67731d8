package org.gdposr.model.tagger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tagger against RAM's and DAPE's public code, whose weights come from the same keys. */
class TaggerTest {
  private static final RamConfig TINY = RamLayout.TINY;

  private final Fixture fixture = Fixture.of("ram");
  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void preparedImageEqualsTorchvisions() {
    RgbImage image = image();
    NDArray planes = manager.create(image.planes(), new Shape(1, 3, image.height(), image.width()));
    NDArray prepared = tagger(Optional.empty()).prepare(planes);
    Parity.assertClose(fixture, "prepared", prepared, 1e-6);
  }

  @Test
  void plainLogitsAndTagsEqualTheReference() {
    assertParity("plain", tagger(Optional.empty()));
  }

  @Test
  void logitsAndTagsWithDapeEqualTheReference() {
    assertParity("dape", tagger(Optional.of(new RandomWeights(RamLayout.dapeFile(TINY)))));
  }

  private void assertParity(String name, Tagger tagger) {
    NDArray logits = tagger.logits(fixture.array(manager, "prepared"));
    Parity.assertClose(fixture, name, logits, Parity.OUTPUT);
    List<String> expected =
        Arrays.stream(fixture.raw(name + ".tags").longs()).mapToObj(i -> "tag " + i).toList();
    assertFalse(expected.isEmpty());
    assertEquals(expected, tagger.tags(image()));
  }

  @Test
  void imagesOfABatchAreTaggedAsAlone() {
    Tagger tagger = tagger(Optional.empty());
    NDArray one = fixture.array(manager, "prepared");
    NDArray both = one.concat(one.mul(-1), 0);
    NDArray first = tagger.logits(both).get("0:1");
    Parity.assertClose(fixture, "plain", first, Parity.OUTPUT);
  }

  @Test
  void aThresholdIsNotPassedByItsOwnProbability() {
    float[] silent = new float[TINY.tags()];
    Arrays.fill(silent, 1);
    assertEquals(List.of(), tagger(Optional.empty(), silent).tags(image()));
    assertEquals(
        TINY.tags(), tagger(Optional.empty(), new float[TINY.tags()]).tags(image()).size());
  }

  @Test
  void taggingLeavesNothingBehind() {
    Tagger tagger = tagger(Optional.of(new RandomWeights(RamLayout.dapeFile(TINY))));
    tagger.tags(image());
    int before = manager.getManagedArrays().size();
    tagger.tags(image());
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void theDecodersFormerNameIsKnown() {
    TensorSource renamed = RamLayout.renamed(ram(), "tagging_head", "vision_multi");
    Tagger tagger =
        Tagger.of(manager, TINY, renamed, Optional.empty(), tags(), fixture.floats("thresholds"));
    NDArray logits = tagger.logits(fixture.array(manager, "prepared"));
    Parity.assertClose(fixture, "plain", logits, Parity.OUTPUT);
  }

  @Test
  void anotherNetworksFileIsRefusedWithAllThatDoesNotFit() {
    SortedMap<String, Shape> shapes = RamLayout.ramFile(TINY);
    shapes.remove("fc.bias");
    shapes.put("label_embed", new Shape(41, 12));
    shapes.put("visual_encoder.pos_embed", new Shape(1, 5));
    DataException e =
        assertThrows(DataException.class, () -> Ram.load(manager, TINY, new RandomWeights(shapes)));
    assertEquals(
        "random weights: tensors that do not fit the network: visual_encoder.pos_embed: extra;"
            + " fc.bias: missing; label_embed: (41, 12) (expected: (40, 12))",
        e.getMessage());
  }

  @Test
  void aLoraOfAnotherNetworkIsRefused() {
    SortedMap<String, Shape> shapes = RamLayout.dapeFile(TINY);
    shapes.remove("tag_encoder.encoder.layer.0.crossattention.self.key.lora_B");
    shapes.put("visual_encoder.layers.0.blocks.0.mlp.fc1.lora_A", new Shape(8, 8));
    DataException e =
        assertThrows(DataException.class, () -> tagger(Optional.of(new RandomWeights(shapes))));
    assertEquals(
        "random weights: tensors that do not fit the network:"
            + " visual_encoder.layers.0.blocks.0.mlp.fc1.lora_A: extra;"
            + " tag_encoder.encoder.layer.0.crossattention.self.key.lora_B: missing",
        e.getMessage());
  }

  @Test
  void listsOfAnotherLengthAreRefused() {
    float[] thresholds = fixture.floats("thresholds");
    DataException few =
        assertThrows(
            DataException.class,
            () ->
                Tagger.of(
                    manager, TINY, ram(), Optional.empty(), tags().subList(0, 39), thresholds));
    assertEquals("tags: 39 (expected: one for each of RAM's classes: 40)", few.getMessage());
    DataException many =
        assertThrows(
            DataException.class, () -> tagger(Optional.empty(), new float[TINY.tags() + 1]));
    assertEquals("thresholds: 41 (expected: one for each of RAM's classes: 40)", many.getMessage());
  }

  @Test
  void aFolderWithoutATagListIsRefusedByName(@TempDir Path folder) {
    DataException e = assertThrows(DataException.class, () -> Tagger.load(manager, folder));
    assertEquals(
        folder.resolve("ram_tag_list.txt")
            + ": no such file (expected: ram/data/ram_tag_list.txt of RAM's code)",
        e.getMessage());
  }

  @Test
  void aFolderWithoutWeightsIsRefusedByName(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ram_tag_list.txt"), "zoo\n");
    Files.writeString(folder.resolve("ram_tag_list_threshold.txt"), "0.65\n");
    DataException ram = assertThrows(DataException.class, () -> Tagger.load(manager, folder));
    assertTrue(String.valueOf(ram.getMessage()).contains("ram_swin_large_14m"), ram::toString);
    DataException dape =
        assertThrows(DataException.class, () -> Tagger.loadWithDape(manager, folder));
    assertTrue(String.valueOf(dape.getMessage()).contains("DAPE"), dape::toString);
  }

  @Test
  void aThresholdThatIsNoProbabilityIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ram_tag_list_threshold.txt");
    for (String bad : List.of("1.5", "high", "")) {
      Files.writeString(file, "0.65\n" + bad + "\n0.9\n");
      DataException e = assertThrows(DataException.class, () -> TagFiles.thresholds(folder));
      assertEquals(file + ": line 2: " + bad + " (expected: in 0..1)", e.getMessage());
    }
    Files.writeString(file, "0.65\n1\n");
    assertArrayEquals(new float[] {0.65f, 1}, TagFiles.thresholds(folder));
  }

  @Test
  void theTagListKeepsItsLines(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ram_tag_list.txt"), "3D CG rendering\nzebra\nzoo");
    assertEquals(List.of("3D CG rendering", "zebra", "zoo"), TagFiles.tags(folder));
  }

  private RgbImage image() {
    long[] shape = fixture.raw("rgb").shape();
    return new RgbImage((int) shape[1], (int) shape[0], fixture.raw("rgb").bytes());
  }

  private static TensorSource ram() {
    return new RandomWeights(RamLayout.ramFile(TINY));
  }

  private static List<String> tags() {
    return IntStream.range(0, TINY.tags()).mapToObj(i -> "tag " + i).toList();
  }

  private Tagger tagger(Optional<TensorSource> dape) {
    return tagger(dape, fixture.floats("thresholds"));
  }

  private Tagger tagger(Optional<TensorSource> dape, float[] thresholds) {
    return Tagger.of(manager, TINY, ram(), dape, tags(), thresholds);
  }
}
