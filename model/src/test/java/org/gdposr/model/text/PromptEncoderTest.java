package org.gdposr.model.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptEncoderTest {
  private static final Path MODEL = Fixture.folder("text/model");

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

  @Test
  void aFolderSavedByTransformersGivesItsContext() {
    try (PromptEncoder encoder = PromptEncoder.load(manager, MODEL)) {
      NDArray context = encoder.context("Cat, dog!");
      Parity.assertClose(Fixture.of("text/encoder"), "context", context, Parity.OUTPUT);
    }
  }

  @Test
  void aPromptThatWasClosedOrForgottenIsEncodedToTheSameBits() {
    try (PromptEncoder encoder = PromptEncoder.load(manager, MODEL)) {
      float[] first = values(encoder, "a tree");
      assertArrayEquals(first, values(encoder, "a tree"));
      for (int i = 0; i < 40; i++) {
        values(encoder, "number " + i);
      }
      assertArrayEquals(first, values(encoder, "a tree"));
    }
  }

  @Test
  void bothFoldersMakeAPromptEncoder() throws IOException {
    assertTrue(PromptEncoder.isIn(MODEL));
    assertFalse(PromptEncoder.isIn(temporary));
    Files.createDirectory(temporary.resolve("tokenizer"));
    assertFalse(PromptEncoder.isIn(temporary));
    Files.createDirectory(temporary.resolve("text_encoder"));
    assertTrue(PromptEncoder.isIn(temporary));
  }

  @Test
  void anEncoderOfAnotherVocabularyIsRefused() throws IOException {
    for (String folder : new String[] {"tokenizer", "text_encoder"}) {
      Files.createDirectory(temporary.resolve(folder));
    }
    for (String file : new String[] {"tokenizer/vocab.json", "tokenizer/merges.txt"}) {
      Files.copy(MODEL.resolve(file), temporary.resolve(file));
    }
    String config = Files.readString(MODEL.resolve("text_encoder/config.json"));
    Files.writeString(
        temporary.resolve("text_encoder/config.json"),
        config.replace("\"vocab_size\": 1514", "\"vocab_size\": 1513"));
    String message =
        assertThrows(DataException.class, () -> PromptEncoder.load(manager, temporary))
            .getMessage();
    assertEquals(
        temporary
            + ": the tokenizer gives 77 ids below 1514 (expected: at most the text encoder's 77"
            + " positions and 1513 tokens)",
        message);
  }

  private static float[] values(PromptEncoder encoder, String prompt) {
    try (NDArray context = encoder.context(prompt)) {
      return context.toFloatArray();
    }
  }
}
