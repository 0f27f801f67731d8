package org.gdposr.cli.upscale;

/**
 * What an upscaling process says, one line of JSON each.
 *
 * @param kind what happened
 * @param item number of the file in the task
 * @param done tiles of the file's networks so far
 * @param all tiles of the file's networks
 * @param text the reason, where there is one
 */
public record UpscaleEvent(Kind kind, int item, int done, int all, String text) {
  /** What happened. */
  public enum Kind {
    /** A tile was computed. */
    TILES,
    /** Memory ran out; the file begins anew. */
    SMALLER_TILES,
    /** The picture is written. */
    DONE,
    /** The file cannot be used. */
    SKIPPED,
    /** No file can be worked on any more: weights that don't load, a full disk. */
    FAILED
  }

  static UpscaleEvent of(Kind kind, int item, String text) {
    return new UpscaleEvent(kind, item, 0, 0, text);
  }
}
