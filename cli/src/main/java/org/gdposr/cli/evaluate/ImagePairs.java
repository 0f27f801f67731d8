package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gdposr.model.image.ImageFolder;
import org.gdposr.model.source.SkippedFile;

/**
 * Images of a run with their HR images, matched by name: the same, or the same but for the ending.
 *
 * @param images in the order of names
 * @param unmatched those of either folder that have no other half
 */
record ImagePairs(List<Pair> images, List<SkippedFile> unmatched) {

  /**
   * @param sr an image
   * @param hr its HR image; empty where there is none or none is asked for
   */
  record Pair(Path sr, Optional<Path> hr) {}

  /** Whether an image needs its HR image. */
  enum Reference {
    /** What has none cannot be scored. */
    REQUIRED,
    /** It is shown, where there is one. */
    OPTIONAL
  }

  static ImagePairs of(EvaluatedRun run, Reference reference) {
    List<Path> images = ImageFolder.someImages(run.sr());
    if (run.hr().isEmpty()) {
      return new ImagePairs(
          images.stream().map(sr -> new Pair(sr, Optional.empty())).toList(), List.of());
    }
    Path folder = run.hr().get();
    List<Path> references = ImageFolder.images(folder);
    Map<String, Path> byName = new HashMap<>();
    references.forEach(hr -> byName.put(name(hr), hr));
    Map<String, Path> byStem = new HashMap<>();
    references.forEach(hr -> byStem.put(stem(hr), hr));
    List<Pair> pairs = new ArrayList<>();
    List<SkippedFile> unmatched = new ArrayList<>();
    Set<Path> used = new HashSet<>();
    for (Path sr : images) {
      Optional<Path> hr =
          Optional.ofNullable(byName.get(name(sr)))
              .or(() -> Optional.ofNullable(byStem.get(stem(sr))));
      hr.ifPresent(used::add);
      if (hr.isPresent() || reference == Reference.OPTIONAL) {
        pairs.add(new Pair(sr, hr));
      } else {
        unmatched.add(new SkippedFile(name(sr), "has no HR image of its name in " + folder));
      }
    }
    if (reference == Reference.REQUIRED) {
      for (Path hr : references) {
        if (!used.contains(hr)) {
          unmatched.add(
              new SkippedFile(name(hr), "HR image, has no image of its name in " + run.sr()));
        }
      }
    }
    return new ImagePairs(pairs, unmatched);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String stem(Path file) {
    String name = name(file);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
