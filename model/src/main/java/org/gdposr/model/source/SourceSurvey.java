package org.gdposr.model.source;

import java.util.List;

/**
 * What a folder of images holds, each list in the order of names.
 *
 * @param usable images to train on
 * @param skipped image files that can't be used, and why
 */
public record SourceSurvey(List<SourceFile> usable, List<SkippedFile> skipped) {
  public SourceSurvey {
    usable = List.copyOf(usable);
    skipped = List.copyOf(skipped);
  }
}
