package org.gdposr.model.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;

/** Decoded HR images, the most recently used ones kept in memory. */
public final class HrCrops {
  private static final long KEPT_BYTES = 192L << 20;

  private final SourceImages images;
  private final Map<String, Integer> indexBySha256 = new LinkedHashMap<>();
  private final LinkedHashMap<Integer, RgbImage> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  public HrCrops(SourceImages images) {
    this.images = images;
    for (int i = 0; i < images.size(); i++) {
      indexBySha256.put(images.sha256(i), i);
    }
  }

  /** The whole image {@code index}. */
  public RgbImage image(int index) {
    RgbImage image = kept.get(index);
    if (image == null) {
      image = ImageFiles.read(images.path(index));
      kept.put(index, image);
      bytes += image.rgb().length;
      var eldest = kept.entrySet().iterator();
      while (bytes > KEPT_BYTES && kept.size() > 1) {
        bytes -= eldest.next().getValue().rgb().length;
        eldest.remove();
      }
    }
    return image;
  }

  /** The index of the image with this content. */
  public int indexOf(String sha256) {
    Integer index = indexBySha256.get(sha256);
    if (index == null) {
      throw new DataException("source image " + sha256 + ": not among the run's images");
    }
    return index;
  }
}
