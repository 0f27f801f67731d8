package org.gdposr.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that scipy wrote in MATLAB's format, as MATLAB would, and broken ones. */
class MatFileTest {
  private static final int HEADER_BYTES = 128;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain.mat", "niqe_modelparameters.mat"})
  void matricesAreReadExactly(String name) {
    Fixture expected = Fixture.metric("niqe/niqe");
    MatFile file = MatFile.open(fixture(name));
    double[][] covariance = file.matrix("cov_prisparam", 36, 36);
    assertArrayEquals(
        expected.raw("cov_prisparam").doubles(),
        Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray());
    double[] mean = file.matrix("mu_prisparam", 1, 36)[0];
    assertArrayEquals(expected.raw("mu_prisparam").doubles(), mean);
  }

  /** MATLAB stores matrices of whole numbers in the smallest type that holds them. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, -2",
    "2, 1, 254",
    "3, 2, -2",
    "4, 2, 65534",
    "5, 4, -2",
    "6, 4, 4294967294",
    "9, 8, 0"
  })
  void wholeNumbersAreWidened(int type, int bytes, double value) throws IOException {
    ByteBuffer values = buffer(4 * bytes);
    for (int i = 0; i < 4 && bytes < 8; i++) {
      values.put(bytes * i, i == 2 ? (byte) -2 : 0);
      for (int j = 1; j < bytes; j++) {
        values.put(bytes * i + j, i == 2 ? (byte) -1 : 0);
      }
    }
    MatFile file = MatFile.open(made(6, "w", type, values));
    assertArrayEquals(new double[][] {{0, value}, {0, 0}}, file.matrix("w", 2, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "levels, missing",
    "complex, missing",
    "cube, missing",
    "mu_prisparam, 1 × 36",
    "none, missing"
  })
  void anotherVariableThanTheMatrixIsNamed(String name, String found) {
    MatFile file = MatFile.open(fixture("plain.mat"));
    String message = message(() -> file.matrix(name, 2, 3));
    assertTrue(
        message.endsWith("plain.mat: " + name + ": " + found + " (expected: a real matrix, 2 × 3)"),
        message);
  }

  @Test
  void aSizeThatTheValuesDoNotHaveIsRefused() throws IOException {
    Path file = made(6, "w", 9, buffer(24));
    assertRefused(file, "w: 2 × 2 (expected: as many values as its 24 bytes hold)");
  }

  @Test
  void otherFormatsAreRefused() throws IOException {
    Path hdf = folder.resolve("hdf.mat");
    byte[] header = new byte[HEADER_BYTES + 384];
    header[125] = 2;
    header[126] = 'I';
    header[127] = 'M';
    Files.write(hdf, header);
    assertRefused(hdf, "format: unknown (expected: what MATLAB's save writes with -v6 or -v7)");
    assertRefused(Fixture.folder("torch/kinds.pth"), "format: unknown");
    assertRefused(folder.resolve("none.mat"), "no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.mat", "niqe_modelparameters.mat"})
  void aTruncatedFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(fixture(name));
    Path file = folder.resolve("cut.mat");
    for (int size : new int[] {0, 100, HEADER_BYTES + 3, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, size));
      assertRefused(file, ": ");
    }
  }

  /** Its checksum lets nothing pass but bits that mean nothing. */
  @Test
  void damageInACompressedFileIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(fixture("niqe_modelparameters.mat"));
    double[][] expected = MatFile.open(fixture("plain.mat")).matrix("cov_prisparam", 36, 36);
    Path file = folder.resolve("damaged.mat");
    int refused = 0;
    int damages = 0;
    for (int at = HEADER_BYTES; at < bytes.length; at += 5) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      damages++;
      try {
        assertArrayEquals(expected, MatFile.open(file).matrix("cov_prisparam", 36, 36));
      } catch (DataException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("damaged.mat"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 0.99 * damages, refused + " of " + damages);
  }

  @Test
  void damageInAPlainFileNeverEndsInAnythingButOneError() throws IOException {
    byte[] bytes = Files.readAllBytes(fixture("plain.mat"));
    Path file = folder.resolve("damaged.mat");
    for (int at = HEADER_BYTES; at < 1500; at++) {
      for (int bits : new int[] {0x55, 0x80}) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) bits;
        Files.write(file, damaged);
        try {
          MatFile.open(file);
        } catch (DataException e) {
          assertTrue(String.valueOf(e.getMessage()).contains("damaged.mat"), e.getMessage());
        }
      }
    }
  }

  private static Path fixture(String name) {
    return Fixture.metricFolder("niqe/" + name);
  }

  /** A file with one variable of two rows and two columns. */
  private Path made(int kind, String name, int type, ByteBuffer values) throws IOException {
    ByteBuffer bytes = buffer(HEADER_BYTES + 56 + (values.capacity() + 7) / 8 * 8);
    bytes.position(124);
    bytes.putShort((short) 0x0100).put("IM".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(14).putInt(bytes.capacity() - HEADER_BYTES - 8);
    bytes.putInt(6).putInt(8).putInt(kind).putInt(0);
    bytes.putInt(5).putInt(8).putInt(2).putInt(2);
    bytes.putShort((short) 1).putShort((short) name.length());
    bytes.put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 4));
    bytes.putInt(type).putInt(values.capacity()).put(values);
    Path file = Files.createTempFile(folder, "made", ".mat");
    Files.write(file, bytes.array());
    return file;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void assertRefused(Path file, String reason) {
    String message = message(() -> MatFile.open(file));
    assertTrue(message.startsWith(file + ": not a usable MATLAB file: "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String message(Executable body) {
    return Objects.requireNonNull(assertThrows(DataException.class, body).getMessage());
  }
}
