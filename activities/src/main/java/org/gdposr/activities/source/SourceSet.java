package org.gdposr.activities.source;

import java.util.List;
import org.gdposr.model.source.SkippedFile;

/**
 * The source images that a config asks for, before they are uploaded.
 *
 * @param digest equal digests mean equal images under equal names
 * @param usable number of images
 * @param skipped files of the folder that cannot be used
 */
public record SourceSet(String digest, int usable, List<SkippedFile> skipped) {
  public SourceSet {
    skipped = List.copyOf(skipped);
  }
}
