package org.gdposr.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file of a network's folder counts. */
class WeightFolderTest {
  @TempDir private Path folder;

  @Test
  void safetensorsInFullPrecisionComeFirst() throws IOException {
    Files.copy(Fixture.folder("torch/script.pt"), folder.resolve("diffusion_pytorch_model.bin"));
    assertTrue(WeightFolder.open(folder).shapes().containsKey("0.weight"));
    write("model.fp16.safetensors", Map.of("half", half(1.5f)));
    assertEquals("F16", WeightFolder.open(folder).types().get("half"));
    write("model.safetensors", Map.of("full", full(2)));
    assertEquals(Map.of("full", new Shape(1)), WeightFolder.open(folder).shapes());
  }

  @Test
  void halfPrecisionWidensExactly() {
    write("diffusion_pytorch_model.fp16.safetensors", Map.of("a", half(-1.5f), "b", brain(-1.5f)));
    try (NDManager manager = Torch.start(1)) {
      TensorSource source = WeightFolder.open(folder);
      assertArrayEquals(new float[] {-1.5f}, source.load(manager, "a").toFloatArray());
      assertArrayEquals(new float[] {-1.5f}, source.load(manager, "b").toFloatArray());
    }
  }

  @Test
  void shardsAreOneSource() throws IOException {
    write("one.safetensors", Map.of("a", full(1), "b", half(2)));
    write("two.safetensors", Map.of("c", full(3)));
    index("{\"a\": \"one.safetensors\", \"b\": \"one.safetensors\", \"c\": \"two.safetensors\"}");
    try (NDManager manager = Torch.start(1)) {
      TensorSource source = WeightFolder.open(folder);
      assertEquals(Map.of("a", "F32", "b", "F16", "c", "F32"), source.types());
      assertArrayEquals(new float[] {2}, source.load(manager, "b").toFloatArray());
      assertArrayEquals(new float[] {3}, source.load(manager, "c").toFloatArray());
    }
  }

  @Test
  void everyShardThatDoesNotFitTheIndexIsNamedAtOnce() throws IOException {
    write("one.safetensors", Map.of("a", full(1)));
    index(
        "{\"a\": \"one.safetensors\", \"b\": \"one.safetensors\", \"c\": \"two.safetensors\","
            + " \"d\": \"../three.safetensors\"}");
    String message = message();
    assertTrue(message.contains("two.safetensors: missing"), message);
    assertTrue(message.contains("../three.safetensors: outside the folder"), message);
    assertTrue(message.contains("b: not in one.safetensors"), message);
  }

  @Test
  void anEmptyFolderSaysWhatWasLookedFor() {
    String message = message();
    assertTrue(message.contains(folder + ": no weights (expected: diffusion_pytorch"), message);
    assertTrue(message.contains("as .bin"), message);
  }

  @Test
  void anIndexWithoutAMapIsRefused() throws IOException {
    for (String text : new String[] {"", "{}", "[]", "{\"weight_map\": 1}", "{\"weight_map\":"}) {
      Files.writeString(folder.resolve("model.safetensors.index.json"), text);
      assertTrue(message().contains("model.safetensors.index.json: not a usable index"), text);
    }
  }

  @Test
  void longListsOfFaultsAreCapped() throws IOException {
    write("one.safetensors", Map.of("a", full(1)));
    StringBuilder map = new StringBuilder("{\"a\": \"one.safetensors\"");
    for (int i = 0; i < 50; i++) {
      map.append(", \"t").append(i).append("\": \"one.safetensors\"");
    }
    index(map + "}");
    String message = message();
    assertTrue(message.endsWith("; and 30 more"), message);
  }

  private void index(String map) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\": " + map + "}");
  }

  private void write(String name, Map<String, Tensor> tensors) {
    Safetensors.writeRaw(folder.resolve(name), tensors, Map.of("format", "pt"));
  }

  private static Tensor full(float value) {
    return Tensor.ofFloats(new long[] {1}, new float[] {value});
  }

  /** Of 1.5 or 2 and their negatives, whose bits are short. */
  private static Tensor half(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = (bits >>> 23 & 0xFF) - 127 + 15;
    return bits16("F16", bits >>> 16 & 0x8000 | exponent << 10 | bits >>> 13 & 0x3FF);
  }

  private static Tensor brain(float value) {
    return bits16("BF16", Float.floatToIntBits(value) >>> 16);
  }

  private static Tensor bits16(String dtype, int bits) {
    ByteBuffer data = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(dtype, new long[] {1}, data.putShort((short) bits).flip());
  }

  private String message() {
    return Objects.requireNonNull(
        assertThrows(DataException.class, () -> WeightFolder.open(folder)).getMessage());
  }
}
