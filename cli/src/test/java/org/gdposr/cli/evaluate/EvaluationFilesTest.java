package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Evaluations.image;
import static org.gdposr.cli.evaluate.Evaluations.method;
import static org.gdposr.model.metric.MetricName.FID;
import static org.gdposr.model.metric.MetricName.LPIPS_VGG;
import static org.gdposr.model.metric.MetricName.PSNR;
import static org.gdposr.model.metric.MetricName.SSIM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {
  @TempDir Path folder;

  @Test
  void imagesHaveTheirScoresInTheOrderOfMetricsWithoutThoseOfSets() throws Exception {
    ImageScores plain = image("a/0001.png", Map.of(PSNR, 27.5, LPIPS_VGG, 1e-7));
    ImageScores quoted = image("b, \"c\".png", Map.of(PSNR, 1.0 / 3));
    write(List.of(LPIPS_VGG, FID, PSNR), plain, quoted);
    assertEquals(
        """
        image,PSNR,LPIPS-vgg
        a/0001.png,27.500000,0.00000010
        "b, ""c"".png",0.3333333333333333,
        """,
        Files.readString(folder.resolve("per-image.csv")));
  }

  @Test
  void regionsHaveColumnsWhereAnyImageHasThem() throws Exception {
    ImageScores with =
        new ImageScores(
            "a.png",
            Path.of("/sr/a.png"),
            Optional.of(Path.of("/hr/a.png")),
            Map.of(PSNR, 27.5),
            Optional.of(new ImageScores.Regions(0.25, 0.75)));
    write(List.of(PSNR), with, image("b.png", Map.of()));
    assertEquals(
        """
        image,PSNR,smooth_ratio,detail_ratio
        a.png,27.500000,0.250000,0.750000
        b.png,,,
        """,
        Files.readString(folder.resolve("per-image.csv")));
  }

  @Test
  void everyScoreReadsBackToItsBits() {
    double[] scores = {Math.PI, 1e-12 / 3, 1e9 / 7, 0, -2.5e-9, Double.NaN};
    ImageScores[] images = new ImageScores[scores.length];
    for (int i = 0; i < scores.length; i++) {
      images[i] = image(i + ".png", Map.of(SSIM, scores[i]));
    }
    write(List.of(SSIM), images);
    List<List<String>> rows = CsvTable.read(folder.resolve("per-image.csv")).rows();
    assertArrayEquals(
        scores, rows.stream().mapToDouble(row -> Double.parseDouble(row.get(1))).toArray());
  }

  @Test
  void aMethodOfOneSeedHasItsMeanAlone() throws Exception {
    MethodScores method =
        new MethodScores(
            "GDPO-SR",
            "RealSR",
            List.of(
                new SeedScores(
                    "",
                    List.of(image("a", Map.of(PSNR, 25.0)), image("b", Map.of(PSNR, 26.0))),
                    Map.of(FID, 112.5))));
    EvaluationFiles.write(
        folder, Evaluations.of(List.of(PSNR, SSIM, FID), method), Optional.empty());
    assertEquals(
        """
        method,dataset,statistic,images,PSNR,SSIM,FID
        GDPO-SR,RealSR,mean,2,25.500000,,112.500000
        """,
        Files.readString(folder.resolve("summary.csv")));
  }

  @Test
  void seedsHaveTheirSpreadAndARowEachAndThePaperItsOwn() throws Exception {
    MethodScores method = Evaluations.seeds("GDPO-SR", "RealSR", PSNR, 25.0, 25.5, 26.0);
    EvaluationFiles.write(
        folder, Evaluations.of(List.of(PSNR, SSIM), method), Optional.of(PaperTable.of("table08")));
    assertEquals(
        """
        method,dataset,statistic,images,PSNR,SSIM
        GDPO-SR,RealSR,mean,1,25.500000,
        GDPO-SR,RealSR,std,1,0.500000,
        GDPO-SR,RealSR,min,1,25.000000,
        GDPO-SR,RealSR,max,1,26.000000,
        GDPO-SR,RealSR,range,1,1.000000,
        GDPO-SR,RealSR,seed 0,1,25.000000,
        GDPO-SR,RealSR,seed 1,1,25.500000,
        GDPO-SR,RealSR,seed 2,1,26.000000,
        NAOSD,RealSR,paper,,25.27,0.7354
        GDPO-SR,RealSR,paper,,25.49,0.7336
        """,
        Files.readString(folder.resolve("summary.csv")));
  }

  @Test
  void filesAreReplacedAndNothingElseIsLeft() throws IOException {
    Evaluation evaluation =
        Evaluations.of(List.of(PSNR), method("GDPO-SR", "RealSR", Map.of(PSNR, 25.5)));
    Path out = folder.resolve("deep/out");
    Optional<PaperTable> paper = Optional.of(PaperTable.of("2"));
    EvaluationFiles.write(out, Evaluations.of(List.of(SSIM)), paper);
    List<Path> files = EvaluationFiles.write(out, evaluation, paper);
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(files.stream().sorted().toList(), left.sorted().toList());
    }
    assertEquals(
        List.of("per-image.csv", "summary.csv", "table02.csv", "table02.md", "table02.tex"),
        files.stream().map(file -> file.getFileName().toString()).toList());
    Comparison comparison = Comparison.of(evaluation, PaperTable.of("2"));
    assertEquals(comparison.csv(), Files.readString(out.resolve("table02.csv")));
    assertEquals(comparison.markdown(), Files.readString(out.resolve("table02.md")));
    assertEquals(comparison.latex(), Files.readString(out.resolve("table02.tex")));
  }

  private void write(List<MetricName> metrics, ImageScores... images) {
    SeedScores seed = new SeedScores("", List.of(images), Map.of());
    MethodScores method = new MethodScores("GDPO-SR", "RealSR", List.of(seed));
    EvaluationFiles.write(folder, Evaluations.of(metrics, method), Optional.empty());
  }
}
