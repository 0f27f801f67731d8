package org.gdposr.model.tagger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.model.DataException;

/** The texts that belong to RAM's weights: one line for each of the network's classes, in order. */
public final class TagFiles {
  public static final String TAGS = "ram_tag_list.txt";
  public static final String THRESHOLDS = "ram_tag_list_threshold.txt";

  private TagFiles() {}

  /**
   * @throws DataException if the folder has no such list, or an empty one
   */
  public static List<String> tags(Path folder) {
    return lines(folder.resolve(TAGS));
  }

  /**
   * Probabilities as float32, what the official code compares in.
   *
   * @throws DataException if the folder has no such list, or one with something else in it
   */
  public static float[] thresholds(Path folder) {
    Path file = folder.resolve(THRESHOLDS);
    List<String> lines = lines(file);
    float[] thresholds = new float[lines.size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = threshold(file, i + 1, lines.get(i).strip());
    }
    return thresholds;
  }

  private static float threshold(Path file, int line, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return (float) value;
      }
    } catch (NumberFormatException e) {
      // told below, with its line
    }
    throw new DataException(file + ": line " + line + ": " + text + " (expected: in 0..1)");
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.isEmpty()) {
        throw new DataException(file + ": empty (expected: a line per tag)");
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new DataException(
          file + ": no such file (expected: ram/data/" + file.getFileName() + " of RAM's code)", e);
    } catch (IOException e) {
      throw new DataException(file + ": not a readable text: " + e.getMessage(), e);
    }
  }
}
