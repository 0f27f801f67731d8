package org.gdposr.model.upscale;

import java.util.List;
import org.gdposr.model.image.RgbImage;

/** Names what an image shows. */
@FunctionalInterface
public interface Captioner {
  /** Tags in the order of the tagger's list; may be empty. */
  List<String> tags(RgbImage image);
}
