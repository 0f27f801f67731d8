package org.gdposr.model.image;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Notes the JPEG reader's warning that data end early: it fills the rest with grey otherwise. */
final class Truncation implements IIOReadWarningListener {
  private boolean seen;

  boolean seen() {
    return seen;
  }

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    seen |= warning.startsWith("Truncated") || warning.startsWith("Premature end");
  }
}
