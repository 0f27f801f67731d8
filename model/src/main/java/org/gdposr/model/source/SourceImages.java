package org.gdposr.model.source;

import java.nio.file.Path;

/** The usable HR images of a run, in a fixed order. */
public interface SourceImages {
  /** Number of images. */
  int size();

  /** Name of image {@code index}: its path below the folder it came from. */
  String name(int index);

  /** SHA-256 of image {@code index}'s file, lower-case hex. */
  String sha256(int index);

  /** Local copy of image {@code index}'s file, fetched and verified at the first call. */
  Path path(int index);
}
