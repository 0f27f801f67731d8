package org.gdposr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher gives short commands a class path without engine and servers. */
class LightClassPathTest {
  private static final Path NETWORKS = Path.of("../model/src/test/resources/networks");

  @TempDir Path folder;

  @Test
  void givenWeightsArePlannedWithoutTheEngine() throws Exception {
    copy("vae/config.json", "vae/diffusion_pytorch_model.safetensors");
    copy("unet/config.json", "unet/diffusion_pytorch_model.safetensors");
    Files.copy(NETWORKS.resolve("restore.safetensors"), folder.resolve("base/context.safetensors"));
    Process process =
        new Terminal(folder)
            .process(lightClassPath(), "plan", "--config", "smoke", "--set", "naosd.base=base")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      Path to = folder.resolve("base").resolve(name);
      Files.createDirectories(to.getParent());
      Files.copy(NETWORKS.resolve(name), to);
    }
  }

  /** The tests' class path without what the launcher leaves out. */
  private static String lightClassPath() throws IOException {
    Matcher matcher =
        Pattern.compile("^ +([a-z0-9*| -]+-\\*)\\) return 0 ;;", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("../gdpo")));
    List<String> prefixes =
        matcher
            .results()
            .flatMap(result -> Arrays.stream(result.group(1).split("[| ]+")))
            .map(pattern -> pattern.replace("*", ""))
            .toList();
    // Surefire's own is a jar that only names the others
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(":"))
        .map(Path::of)
        .filter(
            path ->
                path.endsWith("classes")
                    || prefixes.stream().anyMatch(path.getFileName().toString()::startsWith))
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }
}
