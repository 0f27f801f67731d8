package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.weights.Safetensors;

/**
 * Guards {@link Stage#revision()}: two numbers per published file, recorded with the revision they
 * belong to. Numbers rather than digests, because the last bits differ between kinds of processors.
 *
 * <p>After a wanted change of results: raise the stage's revision, then {@code mvn -pl model test
 * -Dtest=PipelineTest -Dgolden.record=true}.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final double TOLERANCE = 2e-4;

  /** ω = 5000 multiplies last bits in the histories. */
  private static final double HISTORY_TOLERANCE = 5e-3;

  private Golden() {}

  static void check(Stage stage, Path outputs) throws IOException {
    Path file = FOLDER.resolve(stage.word() + ".json");
    Map<String, double[]> actual = summary(outputs);
    if (Boolean.getBoolean("golden.record")) {
      Files.createDirectories(FOLDER);
      Map<String, Object> record = new TreeMap<>();
      record.put("revision", stage.revision());
      record.put("files", actual);
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(record) + "\n");
      return;
    }
    Recorded recorded =
        new GsonBuilder()
            .create()
            .fromJson(Files.readString(file), new TypeToken<Recorded>() {}.getType());
    assertEquals(recorded.revision, stage.revision(), "recorded for another revision: record anew");
    assertEquals(recorded.files.keySet(), actual.keySet(), stage + ": published files");
    actual.forEach(
        (name, values) -> {
          double[] expected = recorded.files.getOrDefault(name, new double[2]);
          double tolerance = name.endsWith("history.csv") ? HISTORY_TOLERANCE : TOLERANCE;
          double scale = Math.max(1e-6, Math.abs(expected[0]));
          for (int i = 0; i < 2; i++) {
            if (!(Math.abs(values[i] - expected[i]) <= tolerance * scale)) {
              fail(
                  "%s: results of %s changed (%s is %s, was %s): raise Stage.%s's revision or find the cause"
                      .formatted(stage.word(), name, i, values[i], expected[i], stage));
            }
          }
        });
  }

  private record Recorded(int revision, Map<String, double[]> files) {}

  private static Map<String, double[]> summary(Path folder) {
    Map<String, double[]> summary = new TreeMap<>();
    for (String name : LocalRun.digests(folder).keySet()) {
      Path file = folder.resolve(name);
      if (name.endsWith(".safetensors")) {
        summary.put(name, ofTensors(file));
      } else if (name.endsWith(".csv")) {
        summary.put(name, ofTable(CsvTable.read(file)));
      }
    }
    return summary;
  }

  private static double[] ofTensors(Path file) {
    Sum sum = new Sum();
    new TreeMap<>(Safetensors.readRaw(file))
        .values()
        .forEach(
            tensor -> {
              ByteBuffer data = tensor.data();
              switch (tensor.dtype()) {
                case "F32" -> {
                  for (float value : tensor.floats()) {
                    sum.add(value);
                  }
                }
                case "F64" -> {
                  for (double value : tensor.doubles()) {
                    sum.add(value);
                  }
                }
                case "U8" -> {
                  while (data.hasRemaining()) {
                    sum.add(data.get() & 0xFF);
                  }
                }
                default -> throw new IllegalStateException(tensor.dtype());
              }
            });
    return sum.values();
  }

  private static double[] ofTable(CsvTable table) {
    Sum sum = new Sum();
    for (List<String> row : table.rows()) {
      for (String value : row) {
        try {
          sum.add(Double.parseDouble(value));
        } catch (NumberFormatException e) {
          sum.add(value.hashCode() % 97);
        }
      }
    }
    return sum.values();
  }

  /** Mean size, and a mean that also depends on the order. */
  private static final class Sum {
    private double size;
    private double ordered;
    private long count;

    void add(double value) {
      size += Math.abs(value);
      ordered += value * Math.sin(++count);
    }

    double[] values() {
      return new double[] {size / count, ordered / Math.sqrt(count)};
    }
  }
}
