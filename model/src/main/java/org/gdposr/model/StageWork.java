package org.gdposr.model;

import java.nio.file.Path;
import java.util.List;

/**
 * One stage's computation: a function of spec and inputs to files. The same spec and inputs give
 * the same bits, however the chunks are spread over processes and however often they are
 * interrupted.
 */
public interface StageWork {
  /** The one chunk of a stage that does not fan out. */
  String WHOLE = "whole";

  /** Names of the chunks in item order; known from the spec alone. */
  List<String> chunks();

  /**
   * Makes one chunk's files in an empty folder. A file's path below it is its published name; names
   * of different chunks don't collide.
   *
   * @throws DataException for images or weights that cannot be used
   * @throws StoppedException if the host asked to stop; a training has saved a checkpoint
   */
  void run(String chunk, StageInputs inputs, Path out, StageHost host);
}
