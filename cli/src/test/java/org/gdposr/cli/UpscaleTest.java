package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.Terminal.Result;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.PngChunks;
import org.gdposr.model.image.StoredImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.naosd.ScratchSpec;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpscaleTest {
  /** TIFF of one entry: orientation 6. */
  private static final byte[] TURN_RIGHT = {
    'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0
  };

  @TempDir Path folder;
  Terminal terminal = new Terminal(Path.of("."));

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(folder);
    OptimizerSpec optimizer = new OptimizerSpec(1, 0.9, 0.99, 0, 1e-8, 1);
    try (NDManager manager = Torch.start(1)) {
      NaosdModel.create(
              manager,
              new ScratchSpec(
                  new AutoencoderConfig(List.of(8, 8), 1, 4, 4),
                  new UNetConfig(List.of(8, 8), List.of(1, 1), 1, 8, 4, 4),
                  2,
                  1,
                  1,
                  32,
                  1,
                  0,
                  1,
                  1,
                  32,
                  optimizer,
                  optimizer),
              1)
          .save(folder.resolve("model"));
    }
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.write(in.resolve("alpha.png"), encoded(BufferedImage.TYPE_4BYTE_ABGR, "png"));
    Files.write(in.resolve("deep.png"), encoded(BufferedImage.TYPE_USHORT_GRAY, "png"));
    Files.write(in.resolve("grey.bmp"), encoded(BufferedImage.TYPE_BYTE_GRAY, "bmp"));
    Files.write(in.resolve("same.jpg"), encoded(BufferedImage.TYPE_3BYTE_BGR, "jpg"));
    byte[] png = encoded(BufferedImage.TYPE_3BYTE_BGR, "png");
    Files.write(in.resolve("same.png"), png);
    Files.write(in.resolve("torn.png"), Arrays.copyOf(png, png.length / 2));
    Files.write(in.resolve("turned.jpg"), turned(encoded(BufferedImage.TYPE_3BYTE_BGR, "jpg")));
  }

  @Test
  void killingTheCommandLeavesNoProcessAndNoTornPicture() throws Exception {
    Files.createDirectory(folder.resolve("much"));
    for (int i = 0; i < 200; i++) {
      Files.copy(folder.resolve("in/same.png"), folder.resolve("much/" + i + ".png"));
    }
    Process process =
        terminal
            .process(
                System.getProperty("java.class.path"),
                "upscale",
                "much",
                "out",
                "--model",
                "model",
                "--threads",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    while (!Files.isDirectory(folder.resolve("out")) || visible("out").isEmpty()) {
      assertTrue(process.isAlive(), () -> said());
      Thread.sleep(20);
    }
    List<ProcessHandle> children = process.descendants().toList();
    assertEquals(1, children.size());

    process.destroyForcibly();

    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    children.get(0).onExit().get(10, TimeUnit.SECONDS);
    for (Path picture : visible("out")) {
      ImageFiles.read(picture); // whole, or it would be refused
    }
    assertTrue(visible("out").size() < 200);
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<Path> visible(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Test
  void folderIsUpscaledOnceAndKeepsWhatItsImagesAre() throws IOException {
    Result first = upscale("in", "out");

    assertEquals(5, first.code(), first.err());
    JsonNode line = Json.MAPPER.readTree(first.lastLine());
    assertEquals(List.of(first.lastLine()), first.lines());
    assertEquals("done", line.get("state").asText());
    assertEquals(6, line.get("made").size());
    assertEquals("torn.png", line.get("skipped").get(0).get("name").asText());
    assertTrue(first.err().contains("torn.png  skipped: damaged or truncated"), first.err());
    assertEquals("80×56 colour alpha 8", say("out/alpha.png"));
    assertEquals("80×56 grey 16", say("out/deep.png"));
    assertEquals("80×56 grey 8", say("out/grey.png"));
    assertEquals("80×56 colour 8", say("out/same.jpg.png"));
    assertEquals("56×80 colour 8", say("out/turned.png"));
    assertEquals(List.of(), hidden("out"));

    JsonNode record = record("out/same.png");
    assertEquals(64, record.get("input").asText().length());
    assertEquals(250, record.get("settings").get("tAdd").asInt());
    assertEquals(42, record.get("settings").get("seed").asInt());
    assertEquals(line.get("settings"), record.get("settings"));

    Result again = upscale("in", "out");
    assertEquals(5, again.code());
    assertEquals(6, Json.MAPPER.readTree(again.lastLine()).get("there").size());

    upscale("in/same.png", "other/renamed.png");
    assertEquals(
        -1, Files.mismatch(folder.resolve("out/same.png"), folder.resolve("other/renamed.png")));
    changesAreMadeAnew();
  }

  private void changesAreMadeAnew() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("out/same.png"));
    Result osediff =
        upscale("in/same.png", "out/same.png", "--preset", "osediff", "--colour-fix", "wavelet");
    assertEquals(0, osediff.code(), osediff.err());
    JsonNode settings = record("out/same.png").get("settings");
    assertTrue(settings.get("tAdd").isNull());
    assertEquals(999, settings.get("tDiff").asInt());
    assertFalse(Arrays.equals(before, Files.readAllBytes(folder.resolve("out/same.png"))));
    Files.write(folder.resolve("out/same.png"), Arrays.copyOf(before, before.length - 9));
    upscale("in/same.png", "out/same.png");
    assertTrue(Arrays.equals(before, Files.readAllBytes(folder.resolve("out/same.png"))));
  }

  @Test
  void whatCannotBeIsOneLineAndAnExitCode() throws IOException {
    complains(3, "skipped: damaged or truncated", "in/torn.png", "x.png");
    complains(2, "would write over an input", "in/same.png", "in/same.png");
    complains(2, "--prompt: " + folder.resolve("model"), "in", "out", "--prompt", "a cat");
    complains(2, "--t-add: many (expected: in [0, 999], or none)", "in", "out", "--t-add", "many");
    complains(2, "--t-add: 1000 (expected: in [0, 999])", "in", "out", "--t-add", "1000");
    complains(
        2, "--overlap: 60 (expected: in [0, 48])", "in", "out", "--tile", "96", "--overlap", "60");
    complains(2, "--scale: 9 (expected: in [1, 8])", "in", "out", "--scale", "9");
    Files.delete(folder.resolve("model/context.safetensors"));
    complains(3, "context.safetensors or a text encoder", "in", "out");
    Result none = terminal.type("upscale", "in", "out");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("train one with 'gdpo run'"), none.err());
    Result unknown = terminal.type("upscale", "in", "out", "--model", "nobody");
    assertTrue(unknown.err().contains("--model: nobody (expected: a run, or"), unknown.err());
  }

  @Test
  void weightsThatDoNotLoadEndItAtOnce() throws IOException {
    Path unet = folder.resolve("model/unet/diffusion_pytorch_model.safetensors");
    Files.write(unet, Arrays.copyOf(Files.readAllBytes(unet), 1000));
    Result result = upscale("in", "out");
    assertEquals(3, result.code());
    assertTrue(result.err().contains("diffusion_pytorch_model.safetensors"), result.err());
    assertEquals("failed", Json.MAPPER.readTree(result.lastLine()).get("state").asText());
  }

  private void complains(int code, String message, String... arguments) {
    Result result = upscale(arguments);
    assertEquals(code, result.code(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }

  private Result upscale(String... arguments) {
    String[] all = {"upscale", "--model", "model", "--threads", "1", "--json"};
    return terminal.type(
        Stream.concat(Stream.of(all), Stream.of(arguments)).toArray(String[]::new));
  }

  private String say(String name) throws IOException {
    StoredImage image = ImageFiles.decodeStored(Files.readAllBytes(folder.resolve(name)), name);
    return image.rgb()
        + (image.grey() ? " grey" : " colour")
        + (image.alpha().isPresent() ? " alpha " : " ")
        + image.bits();
  }

  private JsonNode record(String name) throws IOException {
    return Json.MAPPER.readTree(PngChunks.text(folder.resolve(name), "gdpo-sr").orElseThrow());
  }

  private List<String> hidden(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.startsWith("."))
          .toList();
    }
  }

  private static byte[] encoded(int type, String format) throws IOException {
    BufferedImage image = new BufferedImage(20, 14, type);
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 20; x++) {
        image.setRGB(x, y, 0x80000000 | (x * 12) << 16 | (y * 18) << 8 | 90 + x + y);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  /** The JPEG with an EXIF segment behind its first marker. */
  private static byte[] turned(byte[] jpeg) {
    byte[] head = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    int length = 2 + head.length + TURN_RIGHT.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) length});
    out.writeBytes(head);
    out.writeBytes(TURN_RIGHT);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
