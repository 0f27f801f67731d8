package org.gdposr.model.diffusion;

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
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gdposr.model.DataException;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a caller of the networks relies on; values are compared with PyTorch's elsewhere. */
class NetworksTest {
  private static final UNetConfig UNET = new UNetConfig(List.of(8, 16), List.of(1, 2), 1, 12, 4, 4);
  private static final AutoencoderConfig VAE = new AutoencoderConfig(List.of(8, 16), 1, 4, 4);
  private static final LoraSpec LORA = new LoraSpec(4, 8);

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
  void sameSeedGivesTheSameWeights() {
    UNet one = UNet.create(manager, UNET, 7);
    UNet two = UNet.create(manager, UNET, 7);
    UNet other = UNet.create(manager, UNET, 8);
    assertArrayEquals(values(one, "conv_in.weight"), values(two, "conv_in.weight"));
    assertFalse(Arrays.equals(values(one, "conv_in.weight"), values(other, "conv_in.weight")));
  }

  @Test
  void oneLevelIsEnough() {
    UNet unet = UNet.create(manager, new UNetConfig(List.of(8), List.of(2), 1, 12, 4, 4), 1);
    assertEquals(new Shape(2, 4, 5, 7), predict(unet, 2, 5, 7).getShape());
    AutoencoderKl vae =
        AutoencoderKl.create(manager, new AutoencoderConfig(List.of(8), 1, 4, 4), 1);
    NDArray moments = vae.encodeMoments(noise(1, new Shape(1, 3, 6, 6)));
    assertEquals(new Shape(1, 8, 6, 6), moments.getShape());
    assertEquals(new Shape(1, 3, 6, 6), vae.decode(Posterior.mean(moments)).getShape());
  }

  @Test
  void freshAdaptersLeaveTheForwardAsItWas() {
    UNet unet = UNet.create(manager, UNET, 1);
    AutoencoderKl vae = AutoencoderKl.create(manager, VAE, 1);
    NDArray image = noise(3, new Shape(1, 3, 8, 8));
    float[] predicted = predict(unet, 2, 6, 6).toFloatArray();
    float[] encoded = vae.encodeMoments(image).toFloatArray();
    unet.addLora(LORA, 1, Purpose.LORA);
    vae.addLora(LORA, 1, Purpose.LORA);
    assertArrayEquals(predicted, predict(unet, 2, 6, 6).toFloatArray());
    assertArrayEquals(encoded, vae.encodeMoments(image).toFloatArray());
  }

  @Test
  void stableDiffusionsStructureHasThePublishedSize() {
    UNet unet =
        new UNet(
            manager,
            new UNetConfig(List.of(320, 640, 1280, 1280), List.of(5, 10, 20, 20), 2, 1024, 32, 4));
    AutoencoderKl vae =
        new AutoencoderKl(manager, new AutoencoderConfig(List.of(128, 256, 512, 512), 2, 4, 32));
    assertEquals(865_910_724, size(unet));
    assertEquals(83_653_863, size(vae));
    assertEquals(
        Map.of(LoraGroup.ENCODER, 94L, LoraGroup.DECODER, 147L, LoraGroup.OTHERS, 17L),
        adaptersPerGroup(unet));
    assertEquals(Map.of(LoraGroup.ENCODER, 32L), adaptersPerGroup(vae));
  }

  @Test
  void mergedAdaptersPredictWhatSeparateOnesDid() {
    UNet unet = UNet.create(manager, UNET, 1);
    Lora lora = unet.addLora(LORA, 1, Purpose.LORA);
    fillOutputs(lora);
    float[] separate = predict(unet, 2, 6, 6).toFloatArray();
    unet.mergeLora(lora);
    assertArrayEquals(separate, predict(unet, 2, 6, 6).toFloatArray(), 1e-4f);
    assertThrows(IllegalArgumentException.class, () -> unet.mergeLora(lora));
    unet.addLora(LORA, 2, Purpose.POLICY_LORA);
  }

  @Test
  void frozenNetworksGiveGradientsToAdaptersAlone() {
    UNet unet = UNet.create(manager, UNET, 1);
    Lora lora = unet.addLora(LORA, 1, Purpose.LORA);
    fillOutputs(lora);
    Torch.withGradients(
        () -> {
          Torch.backward(predict(unet, 2, 6, 6).square().mean());
          return true;
        });
    for (NDArray parameter : lora.parameters()) {
      assertTrue(parameter.getGradient().abs().sum().getFloat() > 0);
    }
    assertTrue(unet.parameters().stream().noneMatch(NDArray::hasGradient));
  }

  @Test
  void forwardLeavesNothingBehindButItsResult() {
    UNet unet = UNet.create(manager, UNET, 1);
    AutoencoderKl vae = AutoencoderKl.create(manager, VAE, 1);
    try (NDManager step = manager.newSubManager()) {
      NDArray x = step.ones(new Shape(1, 4, 4, 4));
      NDArray image = step.ones(new Shape(1, 3, 8, 8));
      NDArray t = step.ones(new Shape(1));
      NDArray context = step.ones(new Shape(1, 3, 12));
      int before = step.getManagedArrays().size();
      unet.forward(x, t, context);
      vae.decode(vae.encodeMoments(image).get(":, :4"));
      // the prediction, the moments, their slice and the image
      assertEquals(before + 4, step.getManagedArrays().size());
    }
  }

  @Test
  void savedNetworksLoadAsTheyWere(@TempDir Path folder) throws IOException {
    UNet unet = UNet.create(manager, UNET, 1);
    unet.save(folder.resolve("unet"));
    UNet read = UNet.load(manager, folder.resolve("unet"));
    assertEquals(UNET, read.config());
    assertArrayEquals(predict(unet, 1, 4, 4).toFloatArray(), predict(read, 1, 4, 4).toFloatArray());
    read.save(folder.resolve("again"));
    for (String file : List.of("config.json", "diffusion_pytorch_model.safetensors")) {
      assertEquals(
          -1,
          Files.mismatch(
              folder.resolve("unet").resolve(file), folder.resolve("again").resolve(file)));
    }
    AutoencoderKl vae = AutoencoderKl.create(manager, VAE, 1);
    vae.setScalingFactor(0.5);
    vae.save(folder.resolve("vae"));
    AutoencoderKl readVae = AutoencoderKl.load(manager, folder.resolve("vae"));
    assertEquals(0.5, readVae.scalingFactor());
    NDArray z = noise(5, new Shape(1, 4, 4, 4));
    assertArrayEquals(vae.decode(z).toFloatArray(), readVae.decode(z).toFloatArray());
  }

  @Test
  void adaptersSaveAndLoad(@TempDir Path folder) {
    UNet unet = UNet.create(manager, UNET, 1);
    Lora lora = unet.addLora(LORA, 1, Purpose.LORA);
    fillOutputs(lora);
    float[] predicted = predict(unet, 1, 4, 4).toFloatArray();
    lora.save(folder.resolve("lora.safetensors"));
    UNet second = UNet.create(manager, UNET, 1);
    second.addLora(LORA, 9, Purpose.LORA).load(folder.resolve("lora.safetensors"));
    assertArrayEquals(predicted, predict(second, 1, 4, 4).toFloatArray());
    UNet third = UNet.create(manager, UNET, 1);
    Lora narrow = third.addLora(new LoraSpec(2, 8), 9, Purpose.LORA);
    assertThrows(DataException.class, () -> narrow.load(folder.resolve("lora.safetensors")));
  }

  @Test
  void everyUnfitTensorIsNamedAtOnce(@TempDir Path folder) {
    UNet unet = UNet.create(manager, UNET, 1);
    unet.save(folder);
    Path file = folder.resolve("diffusion_pytorch_model.safetensors");
    SortedMap<String, Safetensors.Tensor> tensors = new TreeMap<>(Safetensors.readRaw(file));
    tensors.remove("conv_in.bias");
    tensors.put("conv_out.bias", Safetensors.Tensor.ofFloats(new long[] {2}, new float[2]));
    tensors.put("stray", Safetensors.Tensor.ofFloats(new long[] {1}, new float[1]));
    Safetensors.writeRaw(file, tensors, Map.of());
    String message = messageOf(() -> UNet.load(manager, folder));
    assertTrue(message.contains("conv_in.bias: missing"), message);
    assertTrue(message.contains("conv_out.bias: (2) (expected: (4))"), message);
    assertTrue(message.contains("stray: extra"), message);
  }

  @Test
  void otherStructuresAreRefused(@TempDir Path folder) throws IOException {
    UNet.create(manager, UNET, 1).save(folder);
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"flip_sin_to_cos\": true", "\"flip_sin_to_cos\": false"));
    String message = messageOf(() -> UNet.load(manager, folder));
    assertTrue(message.endsWith("flip_sin_to_cos: false (expected: true)"), message);
  }

  private NDArray predict(UNet unet, int items, int height, int width) {
    NDArray x = noise(11, new Shape(items, 4, height, width));
    NDArray context = noise(12, new Shape(items, 3, unet.config().crossAttentionDim()));
    return unet.forward(x, manager.ones(new Shape(items)).mul(100), context);
  }

  private void fillOutputs(Lora lora) {
    lora.namedParameters()
        .forEach(
            (name, array) -> {
              if (name.contains("lora_B")) {
                try (NDArray values =
                    Ops.scaleShift(noise(name.length(), array.getShape()), 0.1, 0)) {
                  values.copyTo(array);
                }
              }
            });
  }

  private NDArray noise(long item, Shape shape) {
    float[] values = RandomStream.of(1, Purpose.FIXTURE, item, 0).gaussians((int) shape.size());
    return Torch.tensor(manager, values, shape);
  }

  private static long size(Network network) {
    return network.tensors().values().stream().mapToLong(p -> p.getShape().size()).sum();
  }

  private static Map<LoraGroup, Long> adaptersPerGroup(Network network) {
    return network.adaptable().keySet().stream()
        .map(network::loraGroup)
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(Objects::requireNonNull, Collectors.counting()));
  }

  private static String messageOf(Executable body) {
    return Objects.requireNonNull(assertThrows(DataException.class, body).getMessage());
  }

  private static float[] values(UNet unet, String name) {
    return Objects.requireNonNull(unet.namedParameters().get(name)).toFloatArray();
  }
}
