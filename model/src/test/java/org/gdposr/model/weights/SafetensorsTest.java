package org.gdposr.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void everyTypeComesBackAsItWas() {
    Path file = folder.resolve("all.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z/longs", Tensor.ofLongs(new long[] {2}, new long[] {Long.MIN_VALUE, 7}));
    tensors.put("bytes", Tensor.ofBytes(new long[] {3, 1}, new byte[] {1, -1, 3}));
    tensors.put("doubles", Tensor.ofDoubles(new long[0], new double[] {Math.PI}));
    tensors.put("é\"\n", Tensor.ofFloats(new long[] {2, 2}, new float[] {1, -0f, Float.NaN, 4}));
    tensors.put("none", Tensor.ofFloats(new long[] {0, 4}, new float[0]));
    Safetensors.writeRaw(file, tensors, Map.of("rank", "4", "note", "a\"b"));
    Map<String, Tensor> read = Safetensors.readRaw(file);
    assertEquals(tensors.keySet(), read.keySet());
    assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, tensor(read, "z/longs").longs());
    assertArrayEquals(new byte[] {1, -1, 3}, tensor(read, "bytes").bytes());
    assertArrayEquals(new long[] {3, 1}, tensor(read, "bytes").shape());
    assertArrayEquals(new double[] {Math.PI}, tensor(read, "doubles").doubles());
    assertArrayEquals(new float[] {1, -0f, Float.NaN, 4}, tensor(read, "é\"\n").floats());
    assertEquals(0, tensor(read, "none").floats().length);
    assertEquals(Map.of("rank", "4", "note", "a\"b"), Safetensors.metadata(file));
  }

  @Test
  void orderOfInsertionLeavesNoTraceAndDataIsAligned() throws IOException {
    Tensor one = Tensor.ofFloats(new long[] {1}, new float[] {1});
    Tensor two = Tensor.ofFloats(new long[] {1}, new float[] {2});
    Map<String, Tensor> forth = new LinkedHashMap<>(Map.of("a", one));
    forth.put("b", two);
    Map<String, Tensor> back = new LinkedHashMap<>(Map.of("b", two));
    back.put("a", one);
    Safetensors.writeRaw(folder.resolve("forth"), forth, Map.of());
    Safetensors.writeRaw(folder.resolve("back"), back, Map.of());
    byte[] bytes = Files.readAllBytes(folder.resolve("forth"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("back")));
    assertEquals(0, (bytes.length - 8) % 64);
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing else is left behind");
    }
  }

  @Test
  void arraysComeBackAsTheyWere() {
    Path file = folder.resolve("arrays.safetensors");
    try (NDManager manager = Torch.start(1)) {
      NDArray floats = manager.arange(6f).reshape(2, 3);
      Map<String, NDArray> arrays =
          Map.of(
              "floats", floats,
              "turned", floats.transpose(),
              "bytes",
                  manager.create(new byte[] {1, -1}, new Shape(2)).toType(DataType.UINT8, true),
              "doubles", manager.create(new double[] {1.5}),
              "longs", manager.create(new long[] {1L << 40}));
      Safetensors.write(file, arrays, Map.of());
      Map<String, NDArray> read = Safetensors.read(manager, file);
      assertEquals(arrays.keySet(), read.keySet());
      arrays.forEach(
          (name, array) -> {
            NDArray copy = Objects.requireNonNull(read.get(name));
            assertEquals(array.getShape(), copy.getShape());
            assertEquals(array.getDataType(), copy.getDataType());
            assertTrue(array.contentEquals(copy), name);
          });
    }
  }

  @Test
  void writingToWhatWasReadLeavesTheFileAlone() throws IOException {
    Path file = folder.resolve("kept.safetensors");
    Safetensors.writeRaw(
        file, Map.of("a", Tensor.ofFloats(new long[] {2}, new float[] {1, 2})), Map.of());
    byte[] before = Files.readAllBytes(file);
    try (NDManager manager = Torch.start(1)) {
      for (boolean writable : new boolean[] {true, false}) {
        assertTrue(file.toFile().setWritable(writable));
        NDArray array = Objects.requireNonNull(Safetensors.read(manager, file).get("a"));
        array.addi(5);
        assertArrayEquals(new float[] {6, 7}, array.toFloatArray());
        assertArrayEquals(before, Files.readAllBytes(file));
      }
    }
  }

  @Test
  void aReplacedFileStaysReadableWhereItIsMapped() {
    Path file = folder.resolve("replaced.safetensors");
    float[] values = new float[10_000];
    values[9_999] = 3;
    Safetensors.writeRaw(file, Map.of("a", Tensor.ofFloats(new long[] {10_000}, values)), Map.of());
    Tensor mapped = tensor(Safetensors.readRaw(file), "a");
    Safetensors.writeRaw(
        file, Map.of("a", Tensor.ofFloats(new long[] {1}, new float[1])), Map.of());
    assertEquals(3, mapped.floats()[9_999]);
  }

  @Test
  void halfFloatsBecomeFloats() throws IOException {
    short[] halves = {
      0x3C00, (short) 0xC000, 0x7BFF, 0x0001, (short) 0x8000, 0x7C00, 0x7E00, 0x3555
    };
    float[] floats = {1, -2, 65504, 0x1p-24f, -0f, Float.POSITIVE_INFINITY, Float.NaN, 0.33325195f};
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(halves);
    Path file = folder.resolve("half.safetensors");
    Safetensors.writeRaw(file, Map.of("h", new Tensor("F16", new long[] {8}, data)), Map.of());
    assertArrayEquals(floats, tensor(Safetensors.readRaw(file), "h").floats());
    try (NDManager manager = Torch.start(1)) {
      NDArray array = Objects.requireNonNull(Safetensors.read(manager, file).get("h"));
      assertEquals(DataType.FLOAT32, array.getDataType());
      assertArrayEquals(floats, array.toFloatArray());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | b: overlaps the tensor before it",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | a: leaves a hole before it",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 | data: 4 bytes (expected: 8 bytes: cut or lengthened)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | a: data_offsets: 0..8 (expected: 12 bytes for F32[3])",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-3],\"data_offsets\":[0,8]}} | 8 | a: shape: -3",
        "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 8 | a: dtype: C64 (expected: one of F32, F16, BF16",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | 8 | a: shape: overflows",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | 8 | a: data_offsets: missing",
        "{\"a\":7} | 8 | JSON",
        "[1] | 8 | JSON",
        "{\"a\": | 8 | End of input",
      })
  void damagedHeadersAreNamed(String header, int dataBytes, String reason) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(text.length).put(text).array());
    String message = messageFor(file);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void cutFilesAreNamedWhereverTheyEnd() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Safetensors.writeRaw(
        whole, Map.of("a", Tensor.ofFloats(new long[] {2}, new float[2])), Map.of());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.safetensors");
    List<Integer> lengths =
        new ArrayList<>(List.of(0, 7, 8, 20, bytes.length - 8, bytes.length - 1));
    for (int length : lengths) {
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));
      String message = messageFor(cut);
      assertTrue(message.startsWith(cut + ": not a usable safetensors file: "), message);
    }
    String missing = messageFor(folder.resolve("absent"));
    assertTrue(missing.endsWith("no such file"), missing);
  }

  private static String messageFor(Path file) {
    return Objects.requireNonNull(
        assertThrows(DataException.class, () -> Safetensors.readRaw(file)).getMessage());
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
