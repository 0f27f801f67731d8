package org.gdposr.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that torch.save wrote, and files that it would not write. */
class TorchFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pth", "legacy.pth", "tar.pth"})
  void everyElementTypeWidensExactly(String kinds) {
    try (NDManager manager = Torch.start(1)) {
      TensorSource source = fixture(kinds).source("params_ema");
      for (String name : List.of("half", "bfloat", "single", "double")) {
        assertArrayEquals(new float[] {-1.5f, 0, 2}, values(manager, source, name), name);
      }
      for (String name : List.of("long", "int", "char")) {
        assertArrayEquals(new float[] {-1, 0, 2}, values(manager, source, name), name);
      }
      assertArrayEquals(new float[] {255, 0, 2}, values(manager, source, "byte"));
      assertArrayEquals(new float[] {1, 0, 1}, values(manager, source, "bool"));
      assertEquals("BF16", source.types().get("bfloat"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pth", "legacy.pth", "tar.pth"})
  void tensorsThatShareAStorageComeInRows(String kinds) {
    try (NDManager manager = Torch.start(1)) {
      TensorSource source = fixture(kinds).source("params_ema");
      assertEquals(new Shape(4, 3), source.shapes().get("turned"));
      assertArrayEquals(
          new float[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, values(manager, source, "turned"));
      assertArrayEquals(new float[] {5, 6, 9, 10}, values(manager, source, "part"));
      assertArrayEquals(new float[] {0, 2, 4, 6, 8, 10}, values(manager, source, "every"));
      assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, values(manager, source, "spread"));
      assertArrayEquals(new float[] {7}, values(manager, source, "scalar"));
      assertEquals(new Shape(0, 4), source.load(manager, "none").getShape());
      assertArrayEquals(new float[] {3}, values(manager, source, "parameter"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pth", "legacy.pth", "tar.pth"})
  void theTreeHoldsNumbersTextsAndLists(String kinds) {
    TorchFile file = fixture(kinds);
    Map<?, ?> root = (Map<?, ?>) Objects.requireNonNull(file.root());
    assertEquals(List.of(2, 3), root.get("size"));
    assertEquals("float16", root.get("dtype"));
    assertEquals(Arrays.asList(1, "two", null, true, 1L << 40), root.get("tuple"));
    assertEquals(List.of("one"), root.get("set"));
    assertEquals("F32(1, 2)", String.valueOf(file.dict("linear").get("weight")));
    String message = message(() -> file.source("params"));
    assertTrue(
        message.endsWith(
            "holds dtype, linear, params_ema, set, size, tuple (expected: a dict params)"),
        message);
  }

  @Test
  void theTensorsOfAScriptBearTheNamesOfItsStateDict() {
    TensorSource source = fixture("script.pt").source();
    assertEquals(Map.of("0.weight", new Shape(1, 1), "0.bias", new Shape(1)), source.shapes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malicious.pkl|posix.system (expected: tensors, numbers and names only; the file may be"
            + " malicious)",
        "module.pt|torch.nn.modules.linear.Linear (expected: tensors",
      })
  void whatIsNoWeightFileIsRefusedWithTheWayOut(String name, String reason) {
    String message = message(() -> fixture(name));
    assertTrue(message.contains(name) && message.contains(reason), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datetime datetime",
        "decimal Decimal",
        "builtins bytearray",
        "builtins eval",
        "builtins SystemExit",
        "exceptions Exception",
        "array array",
        "copyreg _reconstructor",
        "operator attrgetter",
        "no.such Class",
      })
  void theLibrarysOwnConstructorsAreRefusedToo(String asked) throws IOException {
    String name = asked.replace(' ', '.');
    Path file = pickled("c" + asked.replace(' ', '\n') + "\n)R.");
    assertTrue(message(() -> TorchFile.open(file)).contains("asks for " + name + " (expected"));
    Path stacked =
        pickled(
            "\u008c"
                + text(asked.split(" ")[0])
                + "\u008c"
                + text(asked.split(" ")[1])
                + "\u0093)R.");
    assertTrue(message(() -> TorchFile.open(stacked)).contains("asks for " + name + " (expected"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(ios\nsystem\n.", // INST
        "\u0082\u0001.", // EXT1
        "X\u00ff\u00ff\u00ff\u007fabc.", // a text of 2 GiB
        "]q\u0000h\u0000a.", // a list in itself
        "N)R.", // a call of nothing
        "}}b.N", // no end
        "}(]h\u0000", // cut
        "]q\u0000}h\u0000K\u0001s.", // a list as a key
        "(lp0\ng0\na}g0\nK\u0001s.", // a list in itself as a key
        "ctorch._utils\n_rebuild_tensor_v2\n(NK\u0000))tR.", // no storage
        "N.",
      })
  void brokenPicklesAreRefusedInOneLine(String pickle) throws IOException {
    Path file = pickled(pickle);
    String message = message(() -> TorchFile.open(file).source());
    assertTrue(message.startsWith(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void listsThatDoubleAreRefused() throws IOException {
    StringBuilder pickle = new StringBuilder("]q\u0000");
    for (char level = 1; level < 40; level++) {
      pickle.append("]q").append(level);
      for (int twice = 0; twice < 2; twice++) {
        pickle.append('h').append((char) (level - 1)).append('a');
      }
    }
    Path file = pickled(pickle + ".");
    assertTrue(message(() -> TorchFile.open(file)).contains("values: over "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pth", "legacy.pth", "tar.pth"})
  void aTruncatedFileIsRefusedByName(String kinds) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.folder("torch/" + kinds));
    int end = bytes.length - 1;
    while (bytes[end] == 0) { // a tar is padded
      end--;
    }
    for (int size : new int[] {0, 3, 4, 30, 600, end / 2, end}) {
      Path file = folder.resolve("cut.pth");
      Files.write(file, Arrays.copyOf(bytes, size));
      String message = message(() -> TorchFile.open(file));
      assertTrue(message.contains("cut.pth: not a usable torch file: "), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pth", "legacy.pth", "tar.pth"})
  void damageNeverEndsInAnythingButOneError(String kinds) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.folder("torch/" + kinds));
    Path file = folder.resolve("damaged.pth");
    try (NDManager manager = Torch.start(1)) {
      for (int at = 0; at < bytes.length; at += Math.max(7, bytes.length / 700)) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= 0x55;
        Files.write(file, damaged);
        try {
          TensorSource source = TorchFile.open(file).source("params_ema");
          source.shapes().keySet().forEach(name -> source.load(manager, name).close());
        } catch (DataException e) {
          assertTrue(String.valueOf(e.getMessage()).contains("damaged.pth"), e.getMessage());
        }
      }
    }
  }

  @Test
  void membersOfATarThatAskForMoreAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.folder("torch/tar.pth"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("tar.pth");
    Map<String, String> reasons =
        Map.of(
            "DoubleStorage", "asks for torch.-oubleStorage (expected: tensors",
            "set\n", "asks for __builtin__.-et (expected: tensors",
            "storages\0", "storages: missing (expected: a member)",
            "tensors\0", "tensors: missing (expected: a member)",
            "little_endian", "byteorder: big (expected: little");
    for (Map.Entry<String, String> e : reasons.entrySet()) {
      byte[] damaged = bytes.clone();
      damaged[text.indexOf(e.getKey())] = '-';
      Files.write(file, damaged);
      String message = message(() -> TorchFile.open(file));
      assertTrue(message.contains(e.getValue()), message);
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
    Path file = folder.resolve("changes.pth");
    Files.copy(Fixture.folder("torch/kinds.pth"), file);
    TensorSource source = TorchFile.open(file).source("params_ema");
    Files.write(file, new byte[8]);
    try (NDManager manager = Torch.start(1)) {
      assertTrue(message(() -> source.load(manager, "half")).contains("changed while it was read"));
    }
  }

  @Test
  void compressedAndBigEndianArchivesAreRefused() throws IOException {
    Path compressed = folder.resolve("compressed.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(compressed))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write("}.".getBytes(StandardCharsets.ISO_8859_1));
    }
    assertTrue(message(() -> TorchFile.open(compressed)).contains("archive/data.pkl: compressed"));
    Path big = archive(Map.of("a/data.pkl", "}.", "a/byteorder", "big"));
    assertTrue(message(() -> TorchFile.open(big)).contains("byteorder: big (expected: little"));
  }

  @Test
  void aStorageMayNotReachBeyondItsEntry() throws IOException {
    String storage = "((\u008c" + text("storage") + "ctorch\nFloatStorage\n\u008c" + text("0");
    storage += "\u008c" + text("cpu") + "K\u0004tQ";
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n" + storage + "K\u0000(K\u0004t(K\u0001t\u0089}tR";
    Path file =
        archive(
            Map.of(
                "a/data.pkl", "}" + "\u008c" + text("w") + tensor + "s.", "a/data/0", "12345678"));
    String message = message(() -> TorchFile.open(file));
    assertTrue(message.contains("data/0: 8 bytes (expected: 16"), message);
  }

  @Test
  void wideAndPlainEntriesAreFound() throws IOException {
    // a comment after the directory, as some tools add
    Path file = folder.resolve("comment.pth");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(
        Files.readAllBytes(archive(Map.of("a/data.pkl", "}\u008c" + text("n") + "K\u0007s."))));
    byte[] all = bytes.toByteArray();
    all[all.length - 2] = 5;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(all);
      out.write("hello".getBytes(StandardCharsets.ISO_8859_1));
    }
    assertEquals(Map.of("n", 7), TorchFile.open(file).root());
    assertEquals(Collections.emptyMap(), TorchFile.open(pickled("}.")).root());
  }

  private static TorchFile fixture(String name) {
    return TorchFile.open(Fixture.folder("torch/" + name));
  }

  /** A short text of protocol 4: its length and itself. */
  private static String text(String value) {
    return (char) value.length() + value;
  }

  private Path pickled(String pickle) throws IOException {
    return archive(Map.of("archive/data.pkl", pickle));
  }

  private Path archive(Map<String, String> entries) throws IOException {
    Path file = Files.createTempFile(folder, "made", ".pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, String> e : entries.entrySet()) {
        byte[] bytes = e.getValue().getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(e.getKey());
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return file;
  }

  private static float[] values(NDManager manager, TensorSource source, String name) {
    NDArray array = source.load(manager, name);
    assertEquals(DataType.FLOAT32, array.getDataType());
    return array.toFloatArray();
  }

  private static String message(Executable body) {
    return Objects.requireNonNull(assertThrows(DataException.class, body).getMessage());
  }
}
