package org.gdposr.model.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors.Tensor;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading a network takes the room of its weights and hardly more. */
class LoadingMemoryTest {
  /** 192 MB of float32 in all. */
  private static final int TENSORS = 96;

  private static final int ELEMENTS = 1 << 19;
  private static final long WEIGHTS = 4L * TENSORS * ELEMENTS;
  private static final Path PEAK = Path.of("/proc/self/status");

  @TempDir private Path folder;

  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(strings = {"F32", "F16", "BF16"})
  void thePeakIsTheWeightsAndATenth(String dtype) throws IOException {
    int bytes = DataKind.of(dtype).bytes() * ELEMENTS;
    Map<String, Tensor> tensors = new TreeMap<>();
    TreeMap<String, Parameter> parameters = new TreeMap<>();
    ByteBuffer zeros = ByteBuffer.allocate(bytes);
    for (int i = 0; i < TENSORS; i++) {
      tensors.put("t" + i, new Tensor(dtype, new long[] {ELEMENTS}, zeros));
      parameters.put(
          "t" + i,
          Parameter.builder()
              .setName("t" + i)
              .setType(Parameter.Type.OTHER)
              .optShape(new Shape(ELEMENTS))
              .build());
    }
    Safetensors.writeRaw(folder.resolve("model.safetensors"), tensors, Map.of());
    try (NDManager manager = Torch.start(1)) {
      manager.ones(new Shape(1)).close();
      long before = kilobytes("VmRSS:");
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
      ParameterLoader.load(
          manager, parameters, WeightFolder.open(folder), ParameterLoader.SAME_NAMES);
      // mapped pages count once they are read
      parameters.values().forEach(p -> p.getArray().sum().close());
      double used = 1024.0 * (kilobytes("VmHWM:") - before);
      assertTrue(used <= 1.1 * WEIGHTS, used / WEIGHTS + " of the weights");
    }
  }

  private static long kilobytes(String field) throws IOException {
    return Files.readAllLines(PEAK).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
