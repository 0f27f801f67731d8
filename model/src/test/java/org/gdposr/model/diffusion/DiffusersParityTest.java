package org.gdposr.model.diffusion;

import static org.gdposr.model.Parity.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The networks against diffusers 0.42 and peft 0.21, whose weights come from the same keys. */
class DiffusersParityTest {
  private static final long SEED = 20261123;
  private static final LoraSpec LORA = new LoraSpec(2, 4);
  private static final AutoencoderConfig VAE = new AutoencoderConfig(List.of(8, 16, 16), 2, 4, 4);

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
  void unetEqualsDiffusers() {
    UNet unet = UNet.create(manager, unet(List.of(8, 16, 24), List.of(1, 2, 3), 2), SEED);
    Fixture fixture = Fixture.of("unet");
    assertClose(fixture, "even.y", predict(unet, fixture, "even."), Parity.OUTPUT);
    assertClose(fixture, "odd.y", predict(unet, fixture, "odd."), Parity.OUTPUT);
  }

  @Test
  void unetWithAdaptersEqualsPeft() {
    UNet unet = UNet.create(manager, unet(List.of(8, 16), List.of(1, 2), 1), SEED);
    Lora lora = unet.addLora(LORA, SEED, Purpose.LORA);
    fillOutputs(lora, 0);
    Fixture fixture = Fixture.of("unet_lora");
    assertClose(fixture, "y", predict(unet, fixture, ""), Parity.OUTPUT);
    assertAdapterGradients(fixture, lora, () -> predict(unet, fixture, ""));
    unet.mergeLora(lora);
    assertClose(fixture, "merged", predict(unet, fixture, ""), Parity.OUTPUT);
  }

  @Test
  void autoencoderEqualsDiffusers() {
    AutoencoderKl vae = AutoencoderKl.create(manager, VAE, SEED);
    Fixture fixture = Fixture.of("vae");
    NDArray image = fixture.array(manager, "image");
    NDArray moments = vae.encodeMoments(image);
    assertClose(fixture, "moments", moments, Parity.OUTPUT);
    assertClose(
        fixture,
        "sample",
        Posterior.sample(moments, fixture.array(manager, "noise")),
        Parity.OUTPUT);
    assertClose(fixture, "decoded", vae.decode(fixture.array(manager, "z")), Parity.OUTPUT);
    Lora lora = vae.addLora(LORA, SEED, Purpose.LORA);
    fillOutputs(lora, 1);
    assertClose(fixture, "adapted", vae.encodeMoments(image), Parity.OUTPUT);
    assertAdapterGradients(fixture, lora, () -> vae.encodeMoments(image));
  }

  @Test
  void everyParametersGradientEqualsTorchs() {
    UNet unet = UNet.create(manager, unet(List.of(8, 16, 24), List.of(1, 2, 3), 2), SEED);
    Fixture unetFixture = Fixture.of("unet");
    unet.unfreeze();
    assertGradients(unetFixture, unet.parameters(), () -> predict(unet, unetFixture, "odd."));
    AutoencoderKl vae = AutoencoderKl.create(manager, VAE, SEED);
    Fixture vaeFixture = Fixture.of("vae");
    NDArray image = vaeFixture.array(manager, "image");
    vae.unfreeze();
    assertGradients(
        vaeFixture, vae.parameters(), () -> vae.decode(Posterior.mean(vae.encodeMoments(image))));
  }

  @Test
  void klEqualsDiffusersMean() {
    Fixture fixture = Fixture.of("vae");
    float expected = fixture.floats("kl")[0];
    float kl = Posterior.kl(fixture.array(manager, "wide")).getFloat();
    assertEquals(1, kl / expected, 1e-5);
  }

  @Test
  void foldersSavedByDiffusersLoad() {
    UNet read = UNet.load(manager, Fixture.folder("unet"));
    UNet made = UNet.create(manager, unet(List.of(4, 8), List.of(1, 2), 1), SEED);
    assertEquals(made.config(), read.config());
    assertSame(made.namedParameters(), read.namedParameters());
    AutoencoderKl readVae = AutoencoderKl.load(manager, Fixture.folder("vae"));
    AutoencoderKl madeVae =
        AutoencoderKl.create(manager, new AutoencoderConfig(List.of(4), 1, 4, 4), SEED);
    assertEquals(madeVae.config(), readVae.config());
    assertSame(madeVae.namedParameters(), readVae.namedParameters());
  }

  private static UNetConfig unet(List<Integer> channels, List<Integer> heads, int layers) {
    return new UNetConfig(channels, heads, layers, 12, 4, 4);
  }

  private NDArray predict(UNet unet, Fixture fixture, String prefix) {
    return unet.forward(
        fixture.array(manager, prefix + "x"),
        fixture.array(manager, prefix + "t"),
        fixture.array(manager, prefix + "context"));
  }

  /** B of each layer, in the order of their names, from streams of the fixtures' own. */
  private void fillOutputs(Lora lora, int member) {
    int index = 0;
    for (Map.Entry<String, NDArray> e : lora.namedParameters().entrySet()) {
      if (e.getKey().contains(".lora_B.")) {
        RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, 1000 + index++, member);
        float[] values = new float[(int) e.getValue().getShape().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.uniform(-0.25, 0.25);
        }
        e.getValue().set(values);
      }
    }
  }

  private static void assertAdapterGradients(Fixture fixture, Lora lora, Supplier<NDArray> output) {
    backward(output);
    SortedMap<String, NDArray> parameters = lora.namedParameters();
    TreeSet<String> names = new TreeSet<>(fixture.tensors().keySet());
    names.removeIf(name -> !name.startsWith("gradient."));
    assertEquals(names.size(), parameters.size());
    parameters.forEach(
        (name, array) ->
            assertClose(fixture, "gradient." + name, array.getGradient(), Parity.GRADIENT));
  }

  private static void backward(Supplier<NDArray> output) {
    Torch.withGradients(
        () -> {
          Torch.backward(output.get().square().mean());
          return true;
        });
  }

  private static void assertGradients(
      Fixture fixture, List<NDArray> parameters, Supplier<NDArray> output) {
    backward(output);
    float[] expected = fixture.floats("gradient_norms");
    assertEquals(expected.length, parameters.size());
    for (int i = 0; i < expected.length; i++) {
      float norm = parameters.get(i).getGradient().norm().getFloat();
      assertEquals(expected[i], norm, Parity.GRADIENT * expected[i] + 1e-7, "parameter " + i);
    }
  }

  private static void assertSame(Map<String, NDArray> expected, Map<String, NDArray> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, array) ->
            assertArrayEquals(
                array.toFloatArray(),
                Objects.requireNonNull(actual.get(name)).toFloatArray(),
                name));
  }
}
