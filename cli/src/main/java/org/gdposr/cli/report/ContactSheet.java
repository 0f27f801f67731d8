package org.gdposr.cli.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pictures in one: a row per image, a labelled column per model. */
final class ContactSheet {
  private static final Logger log = LoggerFactory.getLogger(ContactSheet.class);
  private static final int LARGEST_CELL = 256;
  private static final int SMALLEST_CELL = 96;
  private static final int GAP = 8;
  private static final int HEAD = 30;

  private ContactSheet() {}

  static BufferedImage of(Pictures pictures, int rows) {
    List<String> models = pictures.models();
    List<Integer> images = pictures.images(rows);
    int cell = cell(pictures, images);
    int width = GAP + models.size() * (cell + GAP);
    int height = HEAD + images.size() * (cell + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = sheet.createGraphics();
    try {
      canvas.setColor(Color.WHITE);
      canvas.fillRect(0, 0, width, height);
      for (int column = 0; column < models.size(); column++) {
        int x = GAP + column * (cell + GAP);
        for (int row = 0; row < images.size(); row++) {
          int y = HEAD + row * (cell + GAP);
          pictures
              .picture(models.get(column), images.get(row))
              .ifPresent(picture -> draw(canvas, picture, x, y, cell));
        }
      }
      label(canvas, models, cell);
    } finally {
      canvas.dispose();
    }
    return sheet;
  }

  /** Of the largest pictures' side, within bounds. */
  private static int cell(Pictures pictures, List<Integer> images) {
    int side =
        images.stream()
            .map(image -> pictures.picture("hr", image))
            .flatMap(Optional::stream)
            .mapToInt(picture -> Math.max(picture.getWidth(), picture.getHeight()))
            .max()
            .orElse(SMALLEST_CELL);
    return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, side));
  }

  private static void draw(Graphics2D canvas, BufferedImage picture, int x, int y, int cell) {
    double scale = (double) cell / Math.max(picture.getWidth(), picture.getHeight());
    int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        // enlarged pixels stay what they are
        scale > 1
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(picture, x, y, width, height, null);
  }

  private static void label(Graphics2D canvas, List<String> models, int cell) {
    try {
      canvas.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
      canvas.setColor(Color.DARK_GRAY);
      for (int column = 0; column < models.size(); column++) {
        canvas.drawString(heading(models.get(column)), GAP + column * (cell + GAP), HEAD - 10);
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // machines without any font, such as small containers
      log.warn("contact sheet: no font, so no labels ({})", e.toString());
    }
  }

  /** A model as people write it. */
  static String heading(String model) {
    return switch (model) {
      case "lr", "hr", "naosd", "gdpo" -> model.toUpperCase(Locale.ROOT);
      default -> model.substring(0, 1).toUpperCase(Locale.ROOT) + model.substring(1);
    };
  }
}
