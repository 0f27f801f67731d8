package org.gdposr.activities.source;

import java.util.List;
import org.gdposr.model.source.SkippedFile;
import org.gdposr.model.source.SourceFile;

/**
 * Uploaded source images, created once at {@code sources/<digest>.json}.
 *
 * @param digest see {@link SourceSet#digest()}
 * @param usable the images, in the order that their indexes follow; each is an object by its digest
 * @param skipped files that could not be used when the images were surveyed
 */
public record SourceManifest(String digest, List<SourceFile> usable, List<SkippedFile> skipped) {
  public SourceManifest {
    usable = List.copyOf(usable);
    skipped = List.copyOf(skipped);
  }
}
