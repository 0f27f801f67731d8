package org.gdposr.model.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TorchScriptBridge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module built from source text: DJL lacks many of PyTorch's operations, and a method
 * of a module reaches any of them, with autograd, in about 10 µs a call.
 */
public final class ScriptLibrary {
  private static final String HEAD =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        _is_full_backward_hook : Optional[bool]
      """;

  private final long module;

  private ScriptLibrary(long module) {
    this.module = module;
  }

  /**
   * Loads a library from a class-path resource of TorchScript methods, each indented by two spaces
   * with {@code self: __torch__.Ops} as its first parameter.
   */
  public static ScriptLibrary fromResource(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "resource: " + resource + " (expected: beside " + owner + ")");
      }
      String methods = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ScriptLibrary(
          JniUtils.loadModuleHandle(
              new ByteArrayInputStream(archive(methods)), Device.cpu(), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code method} on tensors, numbers, flags, {@code long[]} or tensor lists. */
  public NDArray call(NDManager manager, String method, Object... args) {
    return TorchScriptBridge.tensor(manager, module, method, args);
  }

  /** As {@link #call} for a method that returns a list of tensors. */
  public NDList callList(NDManager manager, String method, Object... args) {
    return TorchScriptBridge.tensors(manager, module, method, args);
  }

  private static byte[] archive(String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", pickledInstance());
      put(zip, "code/__torch__.py", (HEAD + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** {@code __torch__.Ops()} with training = True and no hook, in pickle protocol 2. */
  private static byte[] pickledInstance() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x80, 2});
    out.write("c__torch__\nOps\n".getBytes(StandardCharsets.UTF_8));
    out.write(new byte[] {')', (byte) 0x81, '}', '('});
    writeText(out, "training");
    out.write((byte) 0x88);
    writeText(out, "_is_full_backward_hook");
    out.write(new byte[] {'N', 'u', 'b', '.'});
    return out.toByteArray();
  }

  private static void writeText(ByteArrayOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write(new byte[] {'X', (byte) utf8.length, 0, 0, 0});
    out.write(utf8);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("ops/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
