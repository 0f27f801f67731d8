package org.gdposr.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java side of {@code make parity}: reads what Python saved, writes what Python will load. */
@EnabledIfSystemProperty(named = "parity.folder", matches = ".+")
class PythonExchangeTest {
  private static final double TOLERANCE = 1e-5;

  private NDManager manager;
  private Path folder;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
    folder = Path.of(System.getProperty("parity.folder"));
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "sharded", "half", "torch"})
  void networksThatPythonSavedPredictAsThere(String layout) {
    Path saved = folder.resolve("python").resolve(layout);
    Map<String, NDArray> given = Safetensors.read(manager, saved.resolve("expected.safetensors"));
    UNet unet = UNet.load(manager, saved.resolve("unet"));
    AutoencoderKl vae = AutoencoderKl.load(manager, saved.resolve("vae"));
    assertClose(layout, "predicted", given, predict(unet, given));
    assertClose(layout, "moments", given, vae.encodeMoments(of(given, "image")));
    assertClose(layout, "decoded", given, vae.decode(of(given, "z")));
  }

  @Test
  void aPolicyIsWrittenForPython() {
    Path out = folder.resolve("java");
    UNet unet =
        UNet.create(manager, new UNetConfig(List.of(8, 16, 24), List.of(1, 2, 3), 2, 12, 4, 4), 1);
    unet.save(out.resolve("base/unet"));
    Lora lora = unet.addLora(new LoraSpec(4, 8), 1, Purpose.POLICY_LORA);
    lora.namedParameters()
        .forEach(
            (name, array) -> {
              if (name.contains("lora_B")) {
                array.set(RandomWeights.values(name, array.getShape()));
              }
            });
    lora.save(out.resolve("policy.safetensors"));
    Lora.convertToPeft(out.resolve("policy.safetensors"), out.resolve("lora"));
    lora.saveDiffusers(out.resolve("pytorch_lora_weights.safetensors"));
    unet.mergeLora(lora);
    unet.save(out.resolve("unet"));
    AutoencoderKl vae =
        AutoencoderKl.create(manager, new AutoencoderConfig(List.of(8, 16, 16), 2, 4, 4), 1);
    vae.save(out.resolve("vae"));
    NoiseSchedule.stableDiffusion().save(out.resolve("scheduler"));
    Map<String, NDArray> given = new TreeMap<>();
    given.put("x", noise(1, 2, 4, 8, 12));
    given.put("context", noise(2, 2, 5, 12));
    given.put("t", manager.create(new float[] {100, 987}));
    given.put("image", noise(3, 1, 3, 16, 24));
    given.put("z", noise(4, 1, 4, 4, 6));
    given.put("predicted", predict(unet, given));
    given.put("moments", vae.encodeMoments(of(given, "image")));
    given.put("decoded", vae.decode(of(given, "z")));
    Safetensors.write(out.resolve("expected.safetensors"), given, Map.of());
  }

  private static NDArray predict(UNet unet, Map<String, NDArray> given) {
    return unet.forward(of(given, "x"), of(given, "t"), of(given, "context"));
  }

  private static NDArray of(Map<String, NDArray> given, String name) {
    return Objects.requireNonNull(given.get(name), name);
  }

  private NDArray noise(long item, long... sides) {
    Shape shape = new Shape(sides);
    float[] values = RandomStream.of(1, Purpose.FIXTURE, item, 0).gaussians((int) shape.size());
    return Torch.tensor(manager, values, shape);
  }

  private static void assertClose(
      String layout, String name, Map<String, NDArray> given, NDArray actual) {
    NDArray expected = of(given, name);
    NDArray difference = actual.sub(expected);
    double relative = difference.norm().getFloat() / expected.norm().getFloat();
    double worst = difference.abs().max().getFloat() / expected.abs().max().getFloat();
    String line = String.format("%s %s: relative %.2e, worst %.2e", layout, name, relative, worst);
    System.out.println(line);
    assertTrue(relative <= TOLERANCE && worst <= TOLERANCE, line);
  }
}
