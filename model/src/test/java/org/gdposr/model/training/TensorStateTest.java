package org.gdposr.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorStateTest {
  @TempDir private Path folder;

  @Test
  void whatIsLoadedIsIndependentOfTheFolder() throws IOException {
    try (NDManager manager = Torch.start(1)) {
      save(manager, 1);
      TensorState state = TensorState.load(manager, folder);
      save(manager, 9);
      NDArray a = Objects.requireNonNull(state.tensors().get("a"));
      assertArrayEquals(new float[] {1, 2}, a.toFloatArray());
      assertEquals(Map.of("step", 1L, "visit", 1L << 40), state.numbers());
    }
  }

  @Test
  void sameStateGivesTheSameBytes() throws IOException {
    try (NDManager manager = Torch.start(1)) {
      save(manager, 1);
      byte[] tensors = Files.readAllBytes(folder.resolve("state.safetensors"));
      byte[] numbers = Files.readAllBytes(folder.resolve("state.json"));
      save(manager, 1);
      assertArrayEquals(tensors, Files.readAllBytes(folder.resolve("state.safetensors")));
      assertArrayEquals(numbers, Files.readAllBytes(folder.resolve("state.json")));
    }
  }

  @Test
  void tornStatesAreNamed() throws IOException {
    try (NDManager manager = Torch.start(1)) {
      save(manager, 1);
      Files.writeString(folder.resolve("state.json"), "{\"step\":");
      assertNamed(manager, "state.json");
      Files.delete(folder.resolve("state.json"));
      assertNamed(manager, "state.json");
      save(manager, 1);
      Files.write(folder.resolve("state.safetensors"), new byte[100]);
      assertNamed(manager, "state.safetensors");
    }
  }

  private void assertNamed(NDManager manager, String file) {
    String message =
        Objects.requireNonNull(
            assertThrows(DataException.class, () -> TensorState.load(manager, folder))
                .getMessage());
    assertTrue(message.startsWith(folder.resolve(file).toString()), message);
  }

  private void save(NDManager manager, float first) {
    try (NDArray a = manager.create(new float[] {first, 2})) {
      TensorState.save(folder, Map.of("a", a), Map.of("visit", 1L << 40, "step", 1L));
    }
  }
}
