package org.gdposr.model.text;

import ai.djl.ndarray.NDManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;

/**
 * Compares with files that are too large to keep: {@code src/test/python/text.py --full FILE} and
 * {@code --characters FILE}. Usage: TextParity full|characters FILE
 */
public final class TextParity {
  private static final TextEncoderConfig FULL =
      new TextEncoderConfig(2000, 1024, 4096, 23, 16, 77, Activation.GELU, 1e-5);

  private TextParity() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    if (args[0].equals("full")) {
      full(file);
    } else {
      characters(file);
    }
  }

  private static void full(Path file) {
    Map<String, Safetensors.Tensor> tensors = Safetensors.readRaw(file);
    Safetensors.Tensor expected = tensors.get("gelu");
    Safetensors.Tensor ids = tensors.get("ids");
    if (expected == null || ids == null) {
      throw new IllegalArgumentException(file + ": not of text.py --full");
    }
    try (NDManager manager = Torch.start(2)) {
      TextEncoder encoder = new TextEncoder(manager, FULL);
      encoder.load(RandomWeights.of(encoder.tensors()));
      long[] flat = ids.longs();
      int half = flat.length / 2;
      long[][] prompts = {Arrays.copyOf(flat, half), Arrays.copyOfRange(flat, half, flat.length)};
      float[] hidden = encoder.forward(prompts).toFloatArray();
      double error = Parity.relativeError(expected.floats(), hidden);
      System.out.printf(Locale.ROOT, "relative error: %.2e%n", error);
    }
  }

  /** Each line holds the ids of one character, in order, surrogates left out. */
  private static void characters(Path file) throws IOException {
    Path folder = Fixture.folder("text/model/tokenizer");
    int compared = 0;
    int differing = 0;
    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder);
        BufferedReader lines = Files.newBufferedReader(file)) {
      for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
          continue;
        }
        long[] expected =
            Arrays.stream(lines.readLine().split(" ")).mapToLong(Long::parseLong).toArray();
        String character = Character.toString(code);
        long[] ids = tokenizer.ids(character + " a" + character + "b");
        compared++;
        if (!Arrays.equals(expected, Arrays.copyOf(ids, expected.length))) {
          differing++;
          System.out.printf(Locale.ROOT, "U+%04X%n", code);
        }
      }
    }
    System.out.printf(Locale.ROOT, "%d of %d characters differ%n", differing, compared);
  }
}
