package org.gdposr.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.diffusion.block.AdaptableBlock;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The authors' checkpoints and adapters as peft and diffusers keep them. */
class AdapterFilesTest {
  private static final UNetConfig UNET = new UNetConfig(List.of(8), List.of(2), 1, 12, 4, 4);
  private static final AutoencoderConfig VAE = new AutoencoderConfig(List.of(8), 1, 4, 4);

  @TempDir private Path folder;
  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  /** NAOSD trains both networks, GDPO leaves the VAE, OSEDiff trains the VAE's encoder alone. */
  @ParameterizedTest
  @ValueSource(strings = {"naosd", "gdpo", "osediff"})
  void checkpointsPredictAsTheNetworksThatSavedThem(String name) {
    AuthorsCheckpoint checkpoint = AuthorsCheckpoint.open(Fixture.folder("torch/" + name + ".pkl"));
    Fixture fixture = Fixture.of("torch/" + name);
    UNet unet = unet(UNET);
    Lora lora = checkpoint.applyTo(unet);
    assertEquals(new LoraSpec(2, 8), lora.spec());
    assertEquals(Set.of(LoraGroup.values()), Set.copyOf(lora.groups().values()));
    Parity.assertClose(fixture, "adapted", predict(unet, fixture), Parity.OUTPUT);
    unet.mergeLora(lora);
    Parity.assertClose(fixture, "merged", predict(unet, fixture), Parity.OUTPUT);
    AutoencoderKl vae = vae();
    assertEquals(!name.equals("gdpo"), checkpoint.applyTo(vae).isPresent());
    Parity.assertClose(
        fixture, "moments", vae.encodeMoments(fixture.array(manager, "image")), Parity.OUTPUT);
    Parity.assertClose(fixture, "decoded", vae.decode(fixture.array(manager, "z")), Parity.OUTPUT);
  }

  @Test
  void aCheckpointForAnotherNetworkIsRefusedWhole() {
    AuthorsCheckpoint checkpoint = AuthorsCheckpoint.open(Fixture.folder("torch/naosd.pkl"));
    UNet wide = unet(new UNetConfig(List.of(16), List.of(2), 1, 12, 4, 4));
    float[] before = values(wide, "conv_in.weight");
    String message = message(() -> checkpoint.applyTo(wide));
    assertTrue(
        message.contains("naosd.pkl (state_dict_unet): adapters that do not fit the network:"),
        message);
    assertTrue(message.contains("conv_in.lora_B.default_encoder.weight: (8, 2, 1, 1) (expected"));
    assertTrue(message.matches(".* and \\d+ more"), message);
    assertArrayEquals(before, values(wide, "conv_in.weight"));
    wide.addLora(new LoraSpec(2, 8), 1, Purpose.LORA);
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    String message = message(() -> AuthorsCheckpoint.open(Fixture.folder("torch/kinds.pth")));
    assertTrue(message.endsWith("(expected: a dict state_dict_unet)"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch/peft",
        "torch/pipeline/pytorch_lora_weights.safetensors",
        "torch/network/pytorch_lora_weights.safetensors"
      })
  void adaptersOfPeftAndDiffusersPredictAsThere(String name) {
    Fixture fixture = Fixture.of("torch/exchange");
    UNet unet = unet(UNET);
    Lora lora = unet.loadLora(Fixture.folder(name));
    assertEquals(new LoraSpec(2, 6), lora.spec());
    assertEquals(
        unet.adaptable().keySet().stream()
            .filter(layer -> unet.loraGroup(layer) != null)
            .collect(Collectors.toSet()),
        lora.groups().keySet());
    Parity.assertClose(fixture, "y", predict(unet, fixture), Parity.OUTPUT);
  }

  @Test
  void exportedAdaptersComeBack() throws IOException {
    Fixture fixture = Fixture.of("torch/exchange");
    UNet unet = unet(UNET);
    Lora lora = unet.loadLora(Fixture.folder("torch/peft"));
    lora.savePeft(folder.resolve("peft"));
    Path file = folder.resolve("pytorch_lora_weights.safetensors");
    lora.saveDiffusers(file);
    for (Path path : List.of(folder.resolve("peft"), file)) {
      UNet other = unet(UNET);
      assertEquals(lora.spec(), other.loadLora(path).spec());
      Parity.assertClose(fixture, "y", predict(other, fixture), Parity.OUTPUT);
    }
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("peft/adapter_model.safetensors"), rewrittenPeft(lora.spec())));
  }

  @Test
  void adaptersWithoutMetadataHaveTheirRankAsAlpha() {
    Path file = folder.resolve("plain.safetensors");
    Safetensors.writeRaw(
        file,
        Safetensors.readRaw(Fixture.folder("torch/network/pytorch_lora_weights.safetensors")),
        Map.of());
    assertEquals(new LoraSpec(2, 2), unet(UNET).loadLora(file).spec());
  }

  @Test
  void adaptersOfAnotherKindAreRefused() throws IOException {
    Path peft = folder.resolve("peft");
    Files.createDirectories(peft);
    Path tensors = Fixture.folder("torch/peft/adapter_model.safetensors");
    Files.copy(tensors, peft.resolve("adapter_model.safetensors"));
    String config = Files.readString(Fixture.folder("torch/peft/adapter_config.json"));
    Files.writeString(
        peft.resolve("adapter_config.json"),
        config.replace("\"use_dora\": false", "\"use_dora\": true"));
    String message = message(() -> unet(UNET).loadLora(peft));
    assertTrue(message.endsWith("use_dora: true (expected: plain low-rank adapters)"), message);
  }

  @Test
  void everyUnfitAdapterTensorIsNamedAtOnce() {
    Map<String, Safetensors.Tensor> tensors =
        new TreeMap<>(
            Safetensors.readRaw(Fixture.folder("torch/network/pytorch_lora_weights.safetensors")));
    tensors.remove("conv_in.lora_A.weight");
    tensors.put(
        "nowhere.lora_A.weight", Safetensors.Tensor.ofFloats(new long[] {2, 1}, new float[2]));
    tensors.put("stray", Safetensors.Tensor.ofFloats(new long[] {1}, new float[1]));
    Path file = folder.resolve("unfit.safetensors");
    Safetensors.writeRaw(file, tensors, Map.of());
    String message = message(() -> unet(UNET).loadLora(file));
    assertTrue(message.contains("conv_in.lora_A: missing"), message);
    assertTrue(message.contains("nowhere: no such layer"), message);
    assertTrue(message.contains("stray: extra"), message);
  }

  @Test
  void stableDiffusionsAdaptersHaveThePublishedSize() {
    UNet unet =
        new UNet(
            manager,
            new UNetConfig(List.of(320, 640, 1280, 1280), List.of(5, 10, 20, 20), 2, 1024, 32, 4));
    Map<String, AdaptableBlock> layers = new TreeMap<>(unet.adaptable());
    layers.keySet().removeIf(layer -> unet.loraGroup(layer) == null);
    assertEquals(258, layers.size());
    assertEquals(
        4_055_712,
        layers.values().stream()
            .mapToLong(layer -> layer.adapterInShape(4).size() + layer.adapterOutShape(4).size())
            .sum());
  }

  private Path rewrittenPeft(LoraSpec spec) {
    UNet unet = unet(UNET);
    Lora lora = unet.loadLora(folder.resolve("peft"));
    assertEquals(spec, lora.spec());
    lora.savePeft(folder.resolve("again"));
    return folder.resolve("again/adapter_model.safetensors");
  }

  private UNet unet(UNetConfig config) {
    UNet unet = new UNet(manager, config);
    ParameterLoader.load(
        manager, unet.tensors(), RandomWeights.of(unet.tensors()), ParameterLoader.SAME_NAMES);
    return unet;
  }

  private AutoencoderKl vae() {
    AutoencoderKl vae = new AutoencoderKl(manager, VAE);
    ParameterLoader.load(
        manager, vae.tensors(), RandomWeights.of(vae.tensors()), ParameterLoader.SAME_NAMES);
    return vae;
  }

  private NDArray predict(UNet unet, Fixture fixture) {
    return unet.forward(
        fixture.array(manager, "x"),
        fixture.array(manager, "t"),
        fixture.array(manager, "context"));
  }

  private static float[] values(UNet unet, String name) {
    return Objects.requireNonNull(unet.namedParameters().get(name)).toFloatArray();
  }

  private static String message(Executable body) {
    return Objects.requireNonNull(assertThrows(DataException.class, body).getMessage());
  }
}
