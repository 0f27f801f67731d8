package org.gdposr.model.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The text encoder against transformers 5.23, whose weights come from the same keys. */
class TextEncoderTest {
  private static final Path FOLDER = Fixture.folder("text/model/text_encoder");
  @TempDir private Path temporary;
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
  void hiddenStatesEqualTransformers(Activation activation) {
    TextEncoder encoder =
        new TextEncoder(manager, new TextEncoderConfig(50, 32, 64, 3, 4, 77, activation, 1e-5));
    encoder.load(RandomWeights.of(encoder.tensors()));
    Fixture fixture = Fixture.of("text/encoder");
    NDArray hidden = encoder.forward(ids(fixture));
    Parity.assertClose(fixture, activation.word(), hidden, Parity.OUTPUT);
  }

  @Test
  void aTokenDoesNotSeeThoseAfterIt() {
    TextEncoder encoder = TextEncoder.load(manager, FOLDER);
    float[] two = encoder.forward(new long[][] {{5, 6}}).toFloatArray();
    float[] three = encoder.forward(new long[][] {{5, 6, 7}}).toFloatArray();
    for (int i = 0; i < two.length; i++) {
      assertEquals(two[i], three[i], 1e-6f);
    }
  }

  @Test
  void namesOfOlderFilesAndTheirPositionIdsAreUnderstood() throws IOException {
    Files.copy(FOLDER.resolve("config.json"), temporary.resolve("config.json"));
    Map<String, Safetensors.Tensor> tensors = new TreeMap<>();
    Safetensors.readRaw(FOLDER.resolve("model.safetensors"))
        .forEach((name, tensor) -> tensors.put("text_model." + name, tensor));
    tensors.put(
        "text_model.embeddings.position_ids",
        Safetensors.Tensor.ofLongs(new long[] {1, 77}, new long[77]));
    write(tensors);
    long[][] ids = {{1, 2, 3}};
    assertArrayEquals(
        TextEncoder.load(manager, FOLDER).forward(ids).toFloatArray(),
        TextEncoder.load(manager, temporary).forward(ids).toFloatArray());
  }

  @Test
  void tensorsThatDoNotFitAreListed() throws IOException {
    Files.copy(FOLDER.resolve("config.json"), temporary.resolve("config.json"));
    Map<String, Safetensors.Tensor> tensors =
        new TreeMap<>(Safetensors.readRaw(FOLDER.resolve("model.safetensors")));
    tensors.remove("final_layer_norm.bias");
    tensors.put(
        "text_projection.weight", Safetensors.Tensor.ofFloats(new long[] {1}, new float[1]));
    write(tensors);
    assertRefused(
        "model.safetensors: tensors that do not fit the network: text_projection.weight: extra;"
            + " text_model.final_layer_norm.bias: missing");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    assertRefused("config.json: cannot be read");
    Files.copy(FOLDER.resolve("config.json"), temporary.resolve("config.json"));
    assertRefused("no weights (expected: diffusion_pytorch_model.safetensors or model.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "gelu"            | "relu"          | hidden_act: relu (expected: gelu or quick_gelu
          "clip_text_model" | "t5"            | model_type: "t5" (expected: "clip_text_model")
          "hidden_size": 4  | "hidden_size": 5 | numAttentionHeads: 2 (expected: a divisor of
          "hidden_size": 4  | "hidden_size": "x" | hidden_size: "x" (expected: a whole number)
          "vocab_size"      | "size"          | vocab_size: absent (expected: a value)
          """)
  void aConfigOfAnotherModelIsRefused(String found, String put, String reason) throws IOException {
    String config = Files.readString(FOLDER.resolve("config.json"));
    assertTrue(config.contains(found));
    Files.writeString(temporary.resolve("config.json"), config.replace(found, put));
    assertRefused("config.json: " + reason);
  }

  @Test
  void idsOutsideTheVocabularyAndPromptsTooLongAreRefused() {
    TextEncoder encoder = TextEncoder.load(manager, FOLDER);
    assertThrows(IllegalArgumentException.class, () -> encoder.forward(new long[][] {{1514}}));
    assertThrows(IllegalArgumentException.class, () -> encoder.forward(new long[1][78]));
    assertThrows(IllegalArgumentException.class, () -> encoder.forward(new long[][] {{1}, {1, 2}}));
  }

  private void assertRefused(String message) {
    DataException thrown =
        assertThrows(DataException.class, () -> TextEncoder.load(manager, temporary));
    String found = String.valueOf(thrown.getMessage());
    assertTrue(found.startsWith(temporary.toString()), found);
    assertTrue(found.contains(message), found);
    assertEquals(1, found.lines().count());
  }

  private void write(Map<String, Safetensors.Tensor> tensors) {
    Safetensors.writeRaw(temporary.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
  }

  private static long[][] ids(Fixture fixture) {
    Safetensors.Tensor ids = fixture.raw("ids");
    int length = (int) ids.shape()[1];
    long[][] rows = new long[(int) ids.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(ids.longs(), i * length, (i + 1) * length);
    }
    return rows;
  }
}
