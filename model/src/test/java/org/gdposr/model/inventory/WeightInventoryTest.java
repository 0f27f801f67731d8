package org.gdposr.model.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.MetricWeights;
import org.gdposr.model.scoring.OfficialFiles;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of weights in the official layout is found to hold. */
class WeightInventoryTest {
  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    copy("unet", "unet");
    copy("vae", "vae");
    copy("torch/text_encoder", "text_encoder");
    write("tokenizer/vocab.json", "{\"a\": 0}");
    write("tokenizer/merges.txt", "#version: 0.2\n");
    write("ram_tag_list.txt", "dog\ncat\n");
    write("ram_tag_list_threshold.txt", "0.7\n0.65\n");
    write(
        "scheduler/scheduler_config.json",
        "{\"_class_name\": \"PNDMScheduler\", \"beta_end\": 0.012, \"beta_start\": 0.00085,"
            + " \"beta_schedule\": \"scaled_linear\", \"num_train_timesteps\": 1000}");
  }

  @Test
  void aFolderInTheOfficialLayoutFits() {
    WeightInventory inventory = WeightInventory.of(folder);
    assertTrue(inventory.sound(), inventory.parts().toString());
    WeightPart encoder = part(inventory, "text_encoder");
    assertEquals(36, encoder.tensors());
    assertEquals(8 * 4 + 5 * 4 + 2 * (4 * 20 + 30 + 28 + 16) + 8, encoder.parameters());
    assertEquals(
        List.of("text_encoder/config.json", "text_encoder/model.safetensors"), encoder.files());
    assertEquals(List.of("ram_swin_large_14m.pth"), inventory.missing(WeightUse.TAGGING));
    assertFalse(part(inventory, "ram").present());
  }

  @Test
  void anUnfitTextEncoderIsListedByTensor() throws IOException {
    Path config = folder.resolve("text_encoder/config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"intermediate_size\": 6", "\"intermediate_size\": 5")
            .replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1"));
    String fault = fault("text_encoder");
    assertTrue(fault.contains("encoder.layers.0.mlp.fc1.bias: (6) (expected: (5))"), fault);
    assertTrue(fault.contains("encoder.layers.1.layer_norm1.bias: extra"), fault);
  }

  @Test
  void anotherScheduleIsRefused() throws IOException {
    write("scheduler/scheduler_config.json", "{\"prediction_type\": \"v_prediction\"}");
    String fault = fault("scheduler");
    assertTrue(fault.endsWith("prediction_type: \"v_prediction\" (expected: \"epsilon\")"), fault);
  }

  @Test
  void tagsAndThresholdsBelongTogether() throws IOException {
    write("ram_tag_list_threshold.txt", "0.7\n");
    assertTrue(fault("tag thresholds").endsWith("1 lines (expected: 2, one per tag)"));
    write("ram_tag_list_threshold.txt", "0.7\n7\n");
    assertTrue(fault("tag thresholds").endsWith("line 2: 7 (expected: in 0..1)"));
  }

  @Test
  void checkpointsAreHeldAgainstTheNetworksBesideThem() throws IOException {
    Files.copy(Fixture.folder("torch/naosd.pkl"), folder.resolve("naosd.pkl"));
    String fault = fault("naosd.pkl");
    assertTrue(fault.contains("adapters that do not fit the network"), fault);
  }

  @Test
  void anotherFileUnderATaggersNameIsRefused() throws IOException {
    Files.copy(Fixture.folder("torch/kinds.pth"), folder.resolve("DAPE.pth"));
    Files.copy(Fixture.folder("torch/script.pt"), folder.resolve("ram_swin_large_14m.pth"));
    assertTrue(fault("dape").contains("another network's weights"), fault("dape"));
    assertTrue(fault("ram").contains("another network's weights"), fault("ram"));
  }

  @Test
  void aTokenizerInOneFileFitsToo() throws IOException {
    Files.delete(folder.resolve("tokenizer/vocab.json"));
    Files.delete(folder.resolve("tokenizer/merges.txt"));
    write("tokenizer/tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 0}}}");
    assertTrue(WeightInventory.of(folder).sound());
    write("tokenizer/tokenizer.json", "{}");
    assertTrue(fault("tokenizer").contains("tokenizer.json: model: absent"), fault("tokenizer"));
  }

  @Test
  void promptsTakeAContextOrATextEncoder() throws IOException {
    Files.delete(folder.resolve("tokenizer/merges.txt"));
    assertFalse(WeightInventory.of(folder).missing(WeightUse.TRAINING).isEmpty());
    Safetensors.writeRaw(
        folder.resolve("context.safetensors"),
        Map.of("context", Safetensors.Tensor.ofFloats(new long[] {1, 12}, new float[12])),
        Map.of());
    assertEquals(List.of(), WeightInventory.of(folder).missing(WeightUse.TRAINING));
    assertThrows(DataException.class, () -> WeightInventory.of(folder.resolve("nowhere")));
  }

  @Test
  void aFolderOfMetricsIsJudgedByItsMetrics(@TempDir Path metrics) throws IOException {
    OfficialFiles.unpack(metrics);
    WeightInventory whole = WeightInventory.of(metrics);
    assertTrue(whole.sound(), whole.parts().toString());
    assertEquals(
        List.copyOf(MetricWeights.files()),
        whole.shown().stream().map(WeightPart::official).toList());
    WeightPart vgg16 = part(whole, "VGG16");
    assertEquals(32, vgg16.tensors());
    assertEquals(138_357_544, vgg16.parameters());
    assertEquals(0, part(whole, "NIQE").tensors());

    Files.delete(metrics.resolve("vgg16-397923af.pth"));
    WeightInventory part = WeightInventory.of(metrics);
    assertEquals(List.of("vgg16-397923af.pth"), part.missing(MetricName.DISTS));
    assertEquals(List.of(), part.missing(MetricName.LPIPS));
    assertTrue(part.sound());

    Files.copy(Fixture.folder("torch/kinds.pth"), metrics.resolve("vgg16-397923af.pth"));
    WeightInventory unfit = WeightInventory.of(metrics);
    assertFalse(unfit.sound());
    assertEquals(List.of("vgg16-397923af.pth"), unfit.missing(MetricName.DISTS));
  }

  @Test
  void aMetricThatLacksAFileDoesNotMakeAFolderSound(@TempDir Path metrics) throws IOException {
    OfficialFiles.unpack(metrics);
    Path alone = Files.createDirectory(metrics.resolve("alone"));
    String dists = "DISTS_weights-f5e65c96.pth";
    Files.copy(metrics.resolve(dists), alone.resolve(dists));
    assertFalse(WeightInventory.of(alone).sound());
  }

  @Test
  void metricsDoNotStandInForNetworks() throws IOException {
    OfficialFiles.unpack(folder);
    assertTrue(WeightInventory.of(folder).sound());
    Files.delete(folder.resolve("tokenizer/merges.txt"));
    Files.delete(folder.resolve("tokenizer/vocab.json"));
    assertFalse(WeightInventory.of(folder).sound());
  }

  private String fault(String name) {
    WeightInventory inventory = WeightInventory.of(folder);
    assertFalse(inventory.sound());
    return part(inventory, name).fault().orElseThrow();
  }

  private static WeightPart part(WeightInventory inventory, String name) {
    return inventory.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void copy(String fixture, String name) throws IOException {
    try (Stream<Path> files = Files.list(Fixture.folder(fixture))) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(name).resolve(file.getFileName());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
