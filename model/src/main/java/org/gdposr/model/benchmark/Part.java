package org.gdposr.model.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.Chunks;

/**
 * Some images of a set by one model: a chunk, and the names of its files.
 *
 * @param model a row, or {@link #REFERENCE}
 * @param set the set's name
 * @param images which of the set's images
 * @param chunk number of the range
 */
record Part(String model, String set, Chunks images, int chunk) {
  /** The images themselves, LR and HR, rather than a model's. */
  static final String REFERENCE = "reference";

  /** All parts: by model, so that a process loads few, then by set and range. */
  static List<Part> all(BenchmarkSpec spec, int heldOut) {
    List<String> models = new ArrayList<>(List.of(REFERENCE));
    models.addAll(rows(spec));
    List<Part> parts = new ArrayList<>();
    for (String model : models) {
      parts.addAll(of(model, BenchmarkSet.HELD_OUT, heldOut, spec));
      for (BenchmarkSet set : spec.sets()) {
        parts.addAll(of(model, set.name(), set.images(), spec));
      }
    }
    return parts;
  }

  private static List<Part> of(String model, String set, int images, BenchmarkSpec spec) {
    Chunks chunks = new Chunks(images, spec.chunkImages());
    List<Part> parts = new ArrayList<>();
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      parts.add(new Part(model, set, chunks, chunk));
    }
    return parts;
  }

  /** Rows of the table in their order. */
  static List<String> rows(BenchmarkSpec spec) {
    List<String> rows = new ArrayList<>();
    spec.models().forEach(model -> rows.add(model.word()));
    spec.others().forEach(other -> rows.add(other.name()));
    return rows;
  }

  int first() {
    return images.first(chunk);
  }

  int end() {
    return images.end(chunk);
  }

  /** The chunk's name. */
  String name() {
    return model + "/" + set + "/" + Chunks.name(chunk);
  }

  /** A row per image and noise. */
  String scores() {
    return "benchmark/scores/" + name() + ".csv";
  }

  /** An 8-bit (H, W, 3) tensor per image, named by its number. */
  String pictures() {
    return pictures(model);
  }

  /** The same of LR or HR images. */
  String pictures(String of) {
    return "benchmark/pictures/" + of + "/" + set + "/" + Chunks.name(chunk) + ".safetensors";
  }

  /** A tensor (images, features) per metric of sets and noise. */
  String features() {
    return "benchmark/features/" + name() + ".safetensors";
  }
}
