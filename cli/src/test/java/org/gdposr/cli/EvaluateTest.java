package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.Terminal.Result;
import org.gdposr.model.CsvTable;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.Psnr;
import org.gdposr.model.metric.Ssim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  /** Every official file of the metrics in its layout, with values of no meaning. */
  private static final Path OFFICIAL =
      Path.of("../model/src/test/resources/metric/official.zip").toAbsolutePath().normalize();

  @TempDir Path folder;
  Terminal terminal = new Terminal(Path.of("."));

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(folder);
    for (String name : List.of("a.png", "b.png", "c.png")) {
      write("hr/" + name, image(name.charAt(0), 64, 48));
      write("sr/" + name, noisy(image(name.charAt(0), 64, 48), 9));
    }
  }

  @Test
  void aFolderIsScoredImageByImage() throws IOException {
    Result result =
        terminal.type(
            "evaluate", "--sr", "sr", "--hr", "hr", "--metrics", "psnr,SSIM", "--regions");

    assertEquals(0, result.code(), result.err());
    CsvTable table = CsvTable.read(folder.resolve("evaluation/per-image.csv"));
    assertEquals(List.of("image", "PSNR", "SSIM", "smooth_ratio", "detail_ratio"), table.columns());
    double sum = 0;
    for (List<String> row : table.rows()) {
      RgbImage sr = ImageFiles.read(folder.resolve("sr").resolve(row.get(0)));
      RgbImage hr = ImageFiles.read(folder.resolve("hr").resolve(row.get(0)));
      assertEquals(Psnr.y(sr, hr), Double.parseDouble(row.get(1)));
      assertEquals(Ssim.y(sr, hr), Double.parseDouble(row.get(2)));
      sum += Psnr.y(sr, hr);
    }
    CsvTable summary = CsvTable.read(folder.resolve("evaluation/summary.csv"));
    assertEquals(List.of("sr", "", "mean", "3"), summary.rows().get(0).subList(0, 4));
    assertEquals(sum / 3, Double.parseDouble(summary.rows().get(0).get(4)), 1e-12);
    assertTrue(result.out().contains("3 images scored, 0 left out"), result.out());
    String page = Files.readString(folder.resolve("evaluation/report.html"));
    assertTrue(page.contains("../sr/") && page.contains("../hr/"), "linked pictures");
  }

  @Test
  void whatCannotBeScoredIsListedAndTheRestIsScored() throws IOException {
    byte[] png = Files.readAllBytes(folder.resolve("sr/a.png"));
    Files.write(folder.resolve("sr/a.png"), Arrays.copyOf(png, png.length / 2));
    write("sr/b.png", image('b', 32, 48));
    write("sr/d.png", image('d', 64, 48));

    Result result =
        terminal.type("evaluate", "--sr", "sr", "--hr", "hr", "--metrics", "PSNR", "--json");

    assertEquals(5, result.code(), result.err());
    JsonNode last = Json.read(result.lastLine().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertEquals(1, last.get("images").intValue());
    List<String> reasons = new ArrayList<>();
    last.get("skipped").forEach(file -> reasons.add(file.get("name").textValue()));
    assertEquals(List.of("d.png", "a.png", "b.png"), reasons);
    assertTrue(
        result.err().contains("32×48 pixels (expected: its HR image's 64×48)"), result.err());
    assertEquals(
        List.of("c.png"),
        CsvTable.read(folder.resolve("evaluation/per-image.csv")).rows().stream()
            .map(row -> row.get(0))
            .toList());
  }

  @Test
  void metricsWithoutTheirWeightsAreNamed() {
    Result asked = terminal.type("evaluate", "--sr", "sr", "--hr", "hr", "--metrics", "PSNR,LPIPS");
    assertEquals(5, asked.code(), asked.err());
    assertTrue(
        asked.out().contains("lacks LPIPS_v0.1_alex-df73285e.pth and alexnet-owt-7be5be79.pth"),
        asked.out());

    Result usual = terminal.type("evaluate", "--sr", "sr", "--hr", "hr");
    assertEquals(0, usual.code(), usual.err());
    assertTrue(usual.out().contains("no CLIPIQA"), usual.out());

    assertEquals(3, terminal.type("evaluate", "--sr", "sr", "--metrics", "MUSIQ").code());
  }

  @Test
  void wrongUsageIsOneLineThatNamesTheWayOut() {
    Result reference = terminal.type("evaluate", "--sr", "sr", "--metrics", "PSNR");
    assertEquals(2, reference.code());
    assertTrue(reference.err().contains("name their folder: --hr DIR"), reference.err());
    Result unknown = terminal.type("evaluate", "--sr", "sr", "--metrics", "PSNRR");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("PSNRR (expected: some of PSNR, SSIM,"), unknown.err());
    Result seeds = terminal.type("evaluate", "--sr", "sr", "--hr", "hr", "--seeds", "2");
    assertTrue(seeds.code() == 2 || seeds.code() == 3, seeds.err());
    Result table = terminal.type("evaluate", "--sr", "sr", "--hr", "hr", "--paper", "table99");
    assertEquals(2, table.code());
    assertTrue(table.err().contains("table02"), table.err());
  }

  @Test
  void scoresAreNotComputedAgain() throws IOException {
    String[] command = {
      "evaluate", "--sr", "sr", "--hr", "hr", "--metrics", "PSNR", "--threads", "1"
    };
    assertEquals(0, terminal.type(command).code());
    Path journal = folder.resolve("evaluation/scores.jsonl");
    List<String> lines = Files.readAllLines(journal);
    assertEquals(3, lines.size());
    // the first score is changed, the last is torn as by a process that died
    lines.set(0, lines.get(0).replaceFirst("\"values\":\\[[^\\]]*", "\"values\":[12.5"));
    lines.set(2, lines.get(2).substring(0, 40));
    Files.writeString(journal, String.join("\n", lines));

    assertEquals(0, terminal.type(command).code());

    CsvTable table = CsvTable.read(folder.resolve("evaluation/per-image.csv"));
    assertEquals(1, table.rows().stream().filter(row -> row.get(1).startsWith("12.5")).count());
    assertEquals(4, Files.readAllLines(journal).size());
    // another image under the same name
    write("sr/a.png", noisy(image('a', 64, 48), 30));
    assertEquals(0, terminal.type(command).code());
    assertEquals(5, Files.readAllLines(journal).size());
  }

  @Test
  void methodsDataSetsAndSeedsMakeOneTableBesideThePapers() throws IOException {
    for (String set : List.of("DRealSR", "RealSR")) {
      for (String name : List.of("a.png", "b.png")) {
        RgbImage hr = image(name.charAt(0), 40, 40);
        write("all/" + set + "/HR/" + name, hr);
        for (String seed : List.of("1", "2")) {
          write("good/" + set + "/" + seed + "/" + name, noisy(hr, 3 + Integer.parseInt(seed)));
          write("bad/" + set + "/" + seed + "/" + name, noisy(hr, 40));
        }
      }
    }

    Result result =
        terminal.type(
            "evaluate",
            "--sr",
            "GDPO-SR=good",
            "--sr",
            "OSEDiff=bad",
            "--hr",
            "all",
            "--seeds",
            "2",
            "--metrics",
            "PSNR,SSIM",
            "--paper",
            "table02",
            "--out",
            "out");

    assertEquals(0, result.code(), result.err());
    List<String> images =
        CsvTable.read(folder.resolve("out/per-image.csv")).rows().stream()
            .map(row -> row.get(0))
            .toList();
    assertEquals(16, images.size());
    assertTrue(images.contains("OSEDiff/RealSR/2/b.png"), images.toString());
    CsvTable summary = CsvTable.read(folder.resolve("out/summary.csv"));
    List<String> range =
        summary.rows().stream()
            .filter(row -> row.subList(0, 3).equals(List.of("GDPO-SR", "DRealSR", "range")))
            .findFirst()
            .orElseThrow();
    assertTrue(Double.parseDouble(range.get(4)) > 0, range.toString());
    String markdown = Files.readString(folder.resolve("out/table02.md"));
    assertTrue(markdown.contains("(28.18)") && markdown.contains("StableSR"), markdown);
    assertTrue(Files.readString(folder.resolve("out/table02.tex")).contains("\\toprule"));
    assertTrue(
        Files.readString(folder.resolve("out/report.html")).contains("class=\"comparison\""));
  }

  @Test
  void networksScoreInTheProcessToo() throws IOException {
    unzip(OFFICIAL, folder.resolve("home/weights"));

    Result result =
        terminal.type(
            "evaluate",
            "--sr",
            "sr",
            "--hr",
            "hr",
            "--metrics",
            "PSNR,LPIPS,FID,MUSIQ",
            "--threads",
            "1");

    // of equal features, which these weights give, FID is no number
    assertEquals(5, result.code(), result.out() + result.err());
    assertTrue(result.out().contains("no FID: the score is NaN"), result.out());
    CsvTable table = CsvTable.read(folder.resolve("evaluation/per-image.csv"));
    assertEquals(List.of("image", "PSNR", "LPIPS", "MUSIQ"), table.columns());
    table.rows().forEach(row -> assertFalse(row.contains(""), row.toString()));
    assertFalse(Files.exists(folder.resolve("evaluation/work")), "features are cleared away");
  }

  @Test
  void aKilledEvaluationGoesOn() throws Exception {
    for (int i = 0; i < 40; i++) {
      RgbImage hr = image((char) i, 320, 320);
      write("many-hr/%02d.png".formatted(i), hr);
      write("many/%02d.png".formatted(i), noisy(hr, 5));
    }
    String[] command = {
      "evaluate",
      "--sr",
      "many",
      "--hr",
      "many-hr",
      "--metrics",
      "PSNR,SSIM",
      "--regions",
      "--threads",
      "1",
      "--out",
      "out"
    };
    Path journal = folder.resolve("out/scores.jsonl");
    Process first =
        terminal
            .process(System.getProperty("java.class.path"), command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (first.isAlive() && lines(journal) < 5 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    first.toHandle().destroyForcibly();
    first.waitFor();
    TimeUnit.MILLISECONDS.sleep(500); // its child ends by itself
    int before = lines(journal);
    assertTrue(before >= 5, Files.readString(folder.resolve("log")));

    Result second = terminal.type(command);

    assertEquals(0, second.code(), second.err());
    List<String> all = Files.readAllLines(journal);
    // at most the line being written was lost
    assertTrue(all.size() <= 40 * 3 + 1, all.size() + " lines");
    assertEquals(all.size(), new HashSet<>(all).size());
    assertEquals(40, CsvTable.read(folder.resolve("out/per-image.csv")).rows().size());
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private void write(String name, RgbImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(file, image);
  }

  /** Squares of a few colours under some noise. */
  private static RgbImage image(char seed, int width, int height) {
    Random random = new Random(seed);
    int[] colours = random.ints(16, 0, 1 << 24).toArray();
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int colour = colours[i % width / 12 % 4 * 4 + i / width / 12 % 4];
      for (int channel = 0; channel < 3; channel++) {
        int level = (colour >> 8 * channel & 0xFF) + random.nextInt(9) - 4;
        rgb[3 * i + channel] = (byte) Math.max(0, Math.min(255, level));
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Off by at most so many levels. */
  private static RgbImage noisy(RgbImage image, int levels) {
    Random random = new Random(levels);
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      int level = (rgb[i] & 0xFF) + random.nextInt(2 * levels + 1) - levels;
      rgb[i] = (byte) Math.max(0, Math.min(255, level));
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }

  private static void unzip(Path zip, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          Files.copy(in, folder.resolve(Path.of(entry.getName()).getFileName()));
        }
      }
    }
  }
}
