package org.gdposr.activities.run;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Digests of what a run reads from outside the store, created once at {@code
 * runs/<runId>/inputs.json}.
 *
 * @param source digest of the source images: {@code sources/<digest>.json}
 * @param others digests of all else that the config names: {@value #BASE} of the folder that {@code
 *     naosd.base} names; {@code weights/<file>} of a metric's weights; {@code model/<name>} of a
 *     folder of {@code benchmark.others}; {@code set/<name>/lr} and {@code set/<name>/hr} of the
 *     images of {@code benchmark.sets}, which are kept like source images
 */
public record RunInputs(String source, SortedMap<String, String> others) {
  /** Key of the base's weights. */
  public static final String BASE = "base";

  public RunInputs {
    others = new TreeMap<>(others);
  }

  /** A run that reads nothing but its source images. */
  public static RunInputs of(String source) {
    return new RunInputs(source, new TreeMap<>());
  }

  /** Key of a metric's file. */
  public static String weights(String file) {
    return "weights/" + file;
  }

  /** Key of a model of {@code benchmark.others}. */
  public static String model(String name) {
    return "model/" + name;
  }

  /** Key of the LR images of one of {@code benchmark.sets}. */
  public static String lr(String set) {
    return "set/" + set + "/lr";
  }

  /** Key of the HR images of one of {@code benchmark.sets}. */
  public static String hr(String set) {
    return "set/" + set + "/hr";
  }

  /** The digest of this key, if the config names such a thing. */
  public Optional<String> other(String key) {
    return Optional.ofNullable(others.get(key));
  }
}
