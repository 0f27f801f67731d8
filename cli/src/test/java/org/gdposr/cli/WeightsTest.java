package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.Terminal.Result;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.AutoencoderKl;
import org.gdposr.model.diffusion.NoiseSchedule;
import org.gdposr.model.diffusion.UNet;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of weights, whole and broken, on the command line. */
class WeightsTest {
  private static final String TENSORS = "diffusion_pytorch_model.safetensors";

  @TempDir Path folder;
  Terminal terminal = new Terminal(Path.of("."));

  @BeforeEach
  void open() {
    terminal = new Terminal(folder);
    try (NDManager manager = Torch.start(1)) {
      UNet.create(manager, new UNetConfig(List.of(8), List.of(2), 1, 12, 4, 4), 1)
          .save(folder.resolve("w/unet"));
      AutoencoderKl.create(manager, new AutoencoderConfig(List.of(8), 1, 4, 4), 1)
          .save(folder.resolve("w/vae"));
    }
    NoiseSchedule.stableDiffusion().save(folder.resolve("w/scheduler"));
    Safetensors.writeRaw(
        folder.resolve("w/context.safetensors"),
        Map.of("context", Safetensors.Tensor.ofFloats(new long[] {1, 12}, new float[12])),
        Map.of());
  }

  @Test
  void aWholeFolderIsListed() throws IOException {
    Result check = terminal.type("weights", "check", "w");
    assertEquals(0, check.code(), check.out() + check.err());
    assertTrue(check.lines().get(0).startsWith("part "), check.out());
    assertTrue(check.out().contains("✓ training: complete\n"), check.out());
    assertTrue(
        check.out().contains("· tagging (optional): missing text_encoder/model.safetensors;"),
        check.out());
    assertTrue(
        check
            .out()
            .endsWith("· scoring (optional): PSNR, SSIM; the other metrics' files are missing\n"),
        check.out());
    JsonNode json = Json.MAPPER.readTree(terminal.type("weights", "check", "w", "--json").out());
    assertTrue(json.get("sound").asBoolean());
    JsonNode unet = json.get("parts").get(1);
    assertEquals("unet/" + TENSORS, unet.get("official").asText());
    assertEquals("fits", unet.get("state").asText());
    assertTrue(unet.get("parameters").asLong() > 1000);
    assertEquals("F32", unet.get("types").get(0).asText());
    assertEquals(64, unet.get("files").get(1).get("sha256").asText().length());
  }

  @Test
  void aFolderOfMetricsIsListedWithoutNetworks() throws IOException {
    Path metrics = Files.createDirectory(folder.resolve("m"));
    Path niqe = metrics.resolve("niqe_modelparameters.mat");
    Files.copy(
        Path.of("../model/src/test/resources/metric/niqe").resolve(niqe.getFileName()), niqe);
    Result check = terminal.type("weights", "check", "m");
    assertEquals(0, check.code(), check.out() + check.err());
    assertEquals(3, check.lines().size(), check.out()); // head, file, scoring
    assertTrue(check.lines().get(1).startsWith("NIQE  fits"), check.out());
    assertTrue(
        check
            .out()
            .contains(
                "· scoring: PSNR, SSIM, NIQE; missing for LPIPS:"
                    + " LPIPS_v0.1_alex-df73285e.pth, alexnet-owt-7be5be79.pth; for LPIPS-vgg: "),
        check.out());
    JsonNode json = Json.MAPPER.readTree(terminal.type("weights", "check", "m", "--json").out());
    assertTrue(json.get("sound").asBoolean());
    assertEquals("[]", json.get("missing").get("scoring").get("niqe").toString());

    Files.write(niqe, new byte[7]);
    Result broken = terminal.type("weights", "check", "m");
    assertEquals(3, broken.code());
    assertTrue(
        broken.out().contains("✗ " + niqe + ": not a usable MATLAB file: size: 7 bytes"),
        broken.out());
    assertTrue(broken.out().contains("✗ scoring: PSNR, SSIM; missing for LPIPS: "), broken.out());
  }

  @Test
  void aFileThatDiffersFromTheManifestIsNamed() throws IOException {
    assertEquals(0, terminal.type("weights", "check", "w", "--write-manifest").code());
    assertEquals(0, terminal.type("weights", "check", "w").code());
    Path file = folder.resolve("w/unet").resolve(TENSORS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Files.delete(folder.resolve("w/scheduler/scheduler_config.json"));
    Result check = terminal.type("weights", "check", "w");
    assertEquals(3, check.code());
    assertTrue(check.out().contains("✗ manifest.json: unet/" + TENSORS + ": "), check.out());
    assertTrue(
        check.out().contains("✗ manifest.json: scheduler/scheduler_config.json: missing"),
        check.out());
  }

  @Test
  void aTruncatedFileFailsTheCheckAndTheRun() throws IOException {
    Path file = folder.resolve("w/unet").resolve(TENSORS);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 4);
    }
    String reason = TENSORS + ": not a usable safetensors file: data: ";
    assertRefused(reason);
    Result run = terminal.type("run", "--config", "smoke", "--set", "naosd.base=w");
    assertEquals(3, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  @Test
  void anotherNetworksWeightsFailTheCheckAndTheRun() throws IOException {
    Files.copy(
        folder.resolve("w/context.safetensors"),
        folder.resolve("w/vae").resolve(TENSORS),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused(TENSORS + ": another network's weights: none of its 1 tensors is one of the ");
  }

  @Test
  void anotherWidthFailsTheCheckAndTheRun() throws IOException {
    Path config = folder.resolve("w/unet/config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"cross_attention_dim\": 12", "\"cross_attention_dim\": 16"));
    assertRefused("attn2.to_k.weight: (8, 12) (expected: (8, 16))");
  }

  @Test
  void brokenAndMaliciousCheckpointsFailTheCheck() throws IOException {
    Files.write(folder.resolve("w/broken.pkl"), new byte[] {'P', 'K', 3, 4, 0, 0});
    byte[] pickle = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(pickle);
    ZipEntry entry = new ZipEntry("archive/data.pkl");
    entry.setSize(pickle.length);
    entry.setCrc(crc.getValue());
    Path evil = folder.resolve("w/evil.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(evil))) {
      zip.setMethod(ZipOutputStream.STORED);
      zip.putNextEntry(entry);
      zip.write(pickle);
    }
    Result check = terminal.type("weights", "check", "w");
    assertEquals(3, check.code());
    assertTrue(check.out().contains("broken.pkl: not a usable torch file: "), check.out());
    assertTrue(
        check.out().contains("evil.pth: asks for os.system (expected: tensors"), check.out());
    assertEquals("", check.err());
  }

  @Test
  void missingPartsAreNamedByTheirOfficialFiles() throws IOException {
    Files.delete(folder.resolve("w/context.safetensors"));
    Files.delete(folder.resolve("w/vae").resolve(TENSORS));
    Files.delete(folder.resolve("w/vae/config.json"));
    Result check = terminal.type("weights", "check", "w");
    assertEquals(3, check.code());
    assertTrue(
        check
            .out()
            .contains(
                "✗ training: missing vae/"
                    + TENSORS
                    + "; context.safetensors, or text_encoder/ and tokenizer/\n"),
        check.out());
    assertEquals(3, terminal.type("weights", "check", "nowhere").code());
  }

  /** One clear line from the check, and from the plan of a run that would use the folder. */
  private void assertRefused(String reason) {
    Result check = terminal.type("weights", "check", "w");
    assertEquals(3, check.code());
    assertTrue(check.out().contains(reason), check.out());
    Result plan = terminal.type("plan", "--config", "smoke", "--set", "naosd.base=w");
    assertEquals(3, plan.code(), plan.err());
    assertTrue(plan.err().startsWith("gdpo plan: naosd.base: "), plan.err());
    assertTrue(plan.err().contains(reason), plan.err());
    assertEquals("", plan.out());
  }
}
