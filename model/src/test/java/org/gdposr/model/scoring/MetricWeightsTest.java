package org.gdposr.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.clip.ClipIqa;
import org.gdposr.model.metric.perceptual.FeatureNetwork;
import org.gdposr.model.metric.perceptual.Lpips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricWeightsTest {
  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    OfficialFiles.unpack(folder);
  }

  @ParameterizedTest
  @EnumSource
  void theOfficialFilesFit(MetricName metric) {
    assertEquals(List.of(), MetricWeights.missing(metric, folder));
    MetricWeights.check(metric, folder);
  }

  @Test
  void everyMetricsFilesAreKnown() {
    Set<String> files = new LinkedHashSet<>();
    Arrays.stream(MetricName.values()).forEach(metric -> files.addAll(metric.files()));
    assertEquals(List.copyOf(files), List.copyOf(MetricWeights.files()));
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve(FeatureNetwork.VGG16_FILE));
    assertEquals(
        List.of(FeatureNetwork.VGG16_FILE), MetricWeights.missing(MetricName.DISTS, folder));
    assertEquals(folder + ": DISTS: missing vgg16-397923af.pth", message(MetricName.DISTS));
    MetricWeights.check(MetricName.LPIPS, folder);
  }

  @Test
  void anotherMetricsFileIsRefusedWithWhatDoesNotFit() throws IOException {
    swap(Lpips.ALEX_FILE, Lpips.VGG_FILE);
    String message = message(MetricName.LPIPS);
    assertTrue(message.startsWith(folder.resolve(Lpips.ALEX_FILE).toString()), message);
    assertTrue(
        message.contains("lin1.model.1.weight: (1, 128, 1, 1) (expected: (1, 192, 1, 1))"),
        message);
    swap(ClipIqa.FILE, FeatureNetwork.VGG16_FILE);
    String other = message(MetricName.CLIPIQA);
    assertTrue(other.contains("RN50.pt: another network's weights: none of its "), other);
    swap("afine.pth", FeatureNetwork.VGG16_FILE);
    String flat = message(MetricName.AFINE);
    assertTrue(flat.endsWith("(expected: a dict finetuned_clip)"), flat);
  }

  private void swap(String name, String with) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(with));
    Files.write(folder.resolve(name), bytes);
  }

  private String message(MetricName metric) {
    DataException e = assertThrows(DataException.class, () -> MetricWeights.check(metric, folder));
    return String.valueOf(e.getMessage());
  }
}
