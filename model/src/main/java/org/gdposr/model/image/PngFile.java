package org.gdposr.model.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gdposr.model.Check;

/** Writes PNG files whose bytes depend on pixels and texts only: they bear no date. */
public final class PngFile {
  private static final String FORMAT = "javax_imageio_png_1.0";

  private PngFile() {}

  /**
   * Writes a picture row by row; what is written over is lost at once.
   *
   * @param texts tEXt entries by keyword, printable ASCII
   */
  public static void write(Path path, Picture picture, Map<String, String> texts)
      throws IOException {
    texts.forEach(
        (key, text) ->
            Check.that(StandardCharsets.US_ASCII.newEncoder().canEncode(text), key, text, "ASCII"));
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path));
        ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      BufferedImage image = buffered(picture);
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata(writer, image, texts)));
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, Map<String, String> texts) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    if (!texts.isEmpty()) {
      IIOMetadataNode list = new IIOMetadataNode("tEXt");
      new TreeMap<>(texts)
          .forEach(
              (key, text) -> {
                IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
                entry.setAttribute("keyword", key);
                entry.setAttribute("value", text);
                list.appendChild(entry);
              });
      IIOMetadataNode root = new IIOMetadataNode(FORMAT);
      root.appendChild(list);
      metadata.mergeTree(FORMAT, root);
    }
    return metadata;
  }

  /** The picture's samples as Java's own image, not copied. */
  private static BufferedImage buffered(Picture picture) {
    int channels = picture.channels();
    boolean alpha = channels % 2 == 0;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(channels <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            picture.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
    int[] offsets = new int[channels];
    for (int i = 0; i < channels; i++) {
      offsets[i] = i;
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(
            picture.samples(),
            picture.width(),
            picture.height(),
            channels * picture.width(),
            channels,
            offsets,
            null);
    return new BufferedImage(model, raster, false, null);
  }
}
