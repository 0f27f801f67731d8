package org.gdposr.activities.source;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.source.SourceFile;
import org.gdposr.model.source.SourceSurvey;

/**
 * The images of one of {@code benchmark.sets}, complete and matching: a benchmark that lacks an
 * image is another one.
 *
 * @param lr in the order of names
 * @param hr in the same order
 */
record SetImages(List<SourceFile> lr, List<SourceFile> hr) {

  /**
   * @param survey of a folder
   * @throws StageFailure of class DATA naming the image that is missing, unusable, unmatched or of
   *     another size
   */
  static SetImages of(BenchmarkSet set, int scale, Function<Path, SourceSurvey> survey) {
    List<SourceFile> lr = complete(set, "lr", set.lr(), survey);
    List<SourceFile> hr = complete(set, "hr", set.hr(), survey);
    for (int i = 0; i < lr.size(); i++) {
      requireMatch(set, lr.get(i), hr.get(i), scale);
    }
    return new SetImages(lr, hr);
  }

  private static List<SourceFile> complete(
      BenchmarkSet set, String half, String folder, Function<Path, SourceSurvey> survey) {
    SourceSurvey found = survey.apply(Path.of(folder));
    if (found.usable().size() != set.images() || !found.skipped().isEmpty()) {
      String skipped =
          found.skipped().isEmpty()
              ? ""
              : ", unusable: "
                  + found.skipped().get(0).name()
                  + ": "
                  + found.skipped().get(0).reason();
      throw new StageFailure(
          FailureType.DATA,
          key(set, half)
              + folder
              + ": "
              + found.usable().size()
              + " usable images"
              + skipped
              + " (expected: all "
              + set.images()
              + " of benchmark.sets.images)");
    }
    return found.usable();
  }

  private static void requireMatch(BenchmarkSet set, SourceFile lr, SourceFile hr, int scale) {
    if (!stem(lr.name()).equals(stem(hr.name()))) {
      throw new StageFailure(
          FailureType.DATA,
          key(set, "lr") + lr.name() + " (expected: the name of its HR image, " + hr.name() + ")");
    }
    if (hr.width() != scale * lr.width() || hr.height() != scale * lr.height()) {
      throw new StageFailure(
          FailureType.DATA,
          key(set, "hr")
              + hr.name()
              + " is "
              + hr.width()
              + "×"
              + hr.height()
              + " (expected: "
              + scale * lr.width()
              + "×"
              + scale * lr.height()
              + ", degradation.scale times its LR image)");
    }
  }

  private static String key(BenchmarkSet set, String half) {
    return "benchmark.sets " + set.name() + "." + half + ": ";
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
