package org.gdposr.model.benchmark;

import java.util.Arrays;
import org.gdposr.model.Check;

/**
 * A model from outside the run.
 *
 * @param name as tables spell it: letters, digits, dots and dashes
 * @param folder with vae/, unet/ and a context, or a text encoder for one
 */
public record OtherModel(String name, String folder) {
  public OtherModel {
    Check.that(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")
            && Arrays.stream(BenchmarkModel.values()).noneMatch(model -> model.word().equals(name))
            && !name.equals(Part.REFERENCE),
        "benchmark.others.name",
        name,
        "letters, digits, dots and dashes, other than the run's own models");
    Check.that(!folder.isBlank(), "benchmark.others.folder", folder, "a folder");
  }
}
