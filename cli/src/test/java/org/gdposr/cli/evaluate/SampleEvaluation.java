package org.gdposr.cli.evaluate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.gdposr.cli.evaluate.Evaluation.MissingMetric;
import org.gdposr.cli.evaluate.ImageScores.Regions;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.SkippedFile;

/** Two methods, two seeds, and pictures of one colour each with names that tempt fate. */
final class SampleEvaluation {
  static final String HOSTILE = "a b#1 \"x\" <b>&ü.png";
  static final List<String> NAMES =
      List.of(HOSTILE, "50%25 off?.png", "it's: 10.png", "it's: 2.png");
  static final String HOSTILE_METHOD = "</script><script>window.broken = 1</script>";
  static final List<String> METHODS = List.of("Blur", HOSTILE_METHOD);
  private static final List<String> SEEDS = List.of("1", "2");

  private SampleEvaluation() {}

  static Evaluation write(Path folder) throws IOException {
    List<MethodScores> methods = new ArrayList<>();
    for (int method = 0; method < METHODS.size(); method++) {
      List<SeedScores> seeds = new ArrayList<>();
      for (int seed = 0; seed < SEEDS.size(); seed++) {
        List<ImageScores> images = new ArrayList<>();
        for (int image = 0; image < NAMES.size(); image++) {
          Path sr = folder.resolve("sr %d".formatted(method)).resolve(SEEDS.get(seed));
          Path file = picture(sr.resolve(NAMES.get(image)), colour(method, seed, image));
          Path hr = picture(folder.resolve("h#r").resolve(NAMES.get(image)), hrColour(image));
          images.add(
              new ImageScores(
                  METHODS.get(method) + "/" + SEEDS.get(seed) + "/" + NAMES.get(image),
                  file,
                  Optional.of(hr),
                  scores(method, seed, image),
                  Optional.of(new Regions(0.25 * image, 1 - 0.25 * image))));
        }
        seeds.add(
            new SeedScores(
                SEEDS.get(seed), images, Map.of(MetricName.FID, 90.0 + method + 2 * seed)));
      }
      methods.add(new MethodScores(METHODS.get(method), "", seeds));
    }
    return new Evaluation(
        List.of(MetricName.PSNR, MetricName.LPIPS, MetricName.FID),
        methods,
        List.of(new SkippedFile("torn <1>.png", "is no PNG")),
        List.of(new MissingMetric(MetricName.MUSIQ, "musiq.pth is not in the folder of weights")));
  }

  /** PSNR rises with the image, LPIPS falls; the last image lacks LPIPS; a NaN is no score. */
  private static Map<MetricName, Double> scores(int method, int seed, int image) {
    Map<MetricName, Double> scores = new HashMap<>();
    scores.put(
        MetricName.PSNR,
        method == 0 && image == 3
            ? Double.POSITIVE_INFINITY
            : 9.5 + 10 * image + method + 0.1 * seed);
    if (image < 2) {
      scores.put(MetricName.LPIPS, 0.4 - 0.1 * image - 0.05 * method + 0.001 * seed);
    } else if (image == 2) {
      scores.put(MetricName.LPIPS, method == 0 ? Double.NaN : 0.1);
    }
    return scores;
  }

  static Color colour(int method, int seed, int image) {
    return new Color(40 + 100 * method, 40 + 100 * seed, 40 + 50 * image);
  }

  static Color hrColour(int image) {
    return new Color(250, 250, 40 + 50 * image);
  }

  /** 24 by 16 pixels. */
  static Path picture(Path file, Color colour) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(colour);
    canvas.fillRect(0, 0, 24, 16);
    canvas.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
