package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.evaluate.EvaluateTask.Item;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;

/** The files of an item as they are now: digested at once, decoded when asked for. */
final class ItemImages {
  private final Item item;
  private final byte[] srFile;
  private final Optional<byte[]> hrFile;
  private final String sr;
  private final String hr;

  private ItemImages(Item item, byte[] srFile, Optional<byte[]> hrFile) {
    this.item = item;
    this.srFile = srFile;
    this.hrFile = hrFile;
    sr = Json.sha256(srFile);
    hr = hrFile.map(Json::sha256).orElse("");
  }

  /**
   * @throws DataException naming the file that cannot be read
   */
  static ItemImages read(Item item) {
    return new ItemImages(
        item,
        ImageFiles.bytes(item.image(), item.name()),
        item.hr().map(path -> ImageFiles.bytes(Path.of(path), "its HR image " + path)));
  }

  /** SHA-256 of the image's file. */
  String sr() {
    return sr;
  }

  /** SHA-256 of the HR image's file; empty where none is used. */
  String hr() {
    return hr;
  }

  /** An image and what it is compared with, itself where it has no HR image. */
  record Decoded(RgbImage image, RgbImage reference) {}

  /**
   * @throws DataException naming the file that is no image, or sizes that differ
   */
  Decoded decode() {
    RgbImage image = ImageFiles.decode(srFile, item.name());
    if (hrFile.isEmpty()) {
      return new Decoded(image, image);
    }
    RgbImage reference = ImageFiles.decode(hrFile.get(), "its HR image " + item.hr().orElseThrow());
    if (image.width() != reference.width() || image.height() != reference.height()) {
      throw new DataException(
          size(image) + " pixels (expected: its HR image's " + size(reference) + ")");
    }
    return new Decoded(image, reference);
  }

  private static String size(RgbImage image) {
    return image.width() + "×" + image.height();
  }
}
