package org.gdposr.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.model.arf.RegionWeighting;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.naosd.LossTerm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SpecFilesTest {
  static final List<String> presets = SpecFiles.PRESETS;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("presets")
  void presetsAreCompleteAndSurviveTheStore(String preset) {
    RunConfig config = load(preset);

    assertEquals(config, Json.read(Json.write(config), RunConfig.class));
  }

  @Test
  void wordsOfEnumsMayHaveDashesAndAnyCase() {
    RunConfig config =
        load(
            "tiny",
            "arf.weighting=full-reference-only",
            "benchmark.colourFix=ADAIN",
            "benchmark.metrics=[Psnr, niqe-fitted]");

    assertEquals(RegionWeighting.FULL_REFERENCE_ONLY, config.arf().weighting());
    assertEquals(ColourFix.ADAIN, config.benchmark().colourFix());
    assertEquals(List.of(MetricName.PSNR, MetricName.NIQE_FITTED), config.benchmark().metrics());
  }

  @Test
  void setReplacesScalarsListItemsAndMapEntries() {
    RunConfig config =
        load(
            "tiny",
            "rollout.groupSize=6",
            "naosd.loss.0.kind=l1",
            "naosd.optimizer.learningRate=5e-5",
            "degradation.realEsrgan.first.jpegRange.1=90",
            "execution.shards.arf=5");

    assertEquals(6, config.rollout().groupSize());
    assertEquals(LossTerm.Kind.L1, config.naosd().loss().get(0).kind());
    assertEquals(5e-5, config.naosd().optimizer().learningRate());
    assertEquals(List.of(60.0, 90.0), config.degradation().realEsrgan().first().jpegRange());
    assertEquals(5, config.execution().shards().get("arf"));
  }

  @Test
  void relativeFoldersStartWhereTheCallerIs() {
    RunConfig config = load("tiny", "data.images=photos", "naosd.base=../sd21");

    assertEquals(folder.resolve("photos").toString(), config.data().images());
    assertEquals(folder.resolveSibling("sd21").toString(), config.naosd().base());
    assertEquals("dead-leaves", load("tiny").data().images());
    assertEquals("scratch", load("tiny").naosd().base());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rollout.groupsize=6|rollout.groupsize: unknown key (did you mean rollout.groupSize?)",
        "rolout.groupSize=6|rolout: unknown key (did you mean rollout?)",
        "groupSize=6|groupSize: unknown key (did you mean rollout.groupSize?)",
        "naosd.lora.rnak=6|naosd.lora.rnak: unknown key (did you mean naosd.lora.rank?)",
        "seed.x=1|seed.x: unknown key (seed has no keys)",
        "rollout.groupSize=abc|rollout.groupSize: abc (expected: a whole number)",
        "rollout.groupSize=2.5|rollout.groupSize: 2.5 (expected: a whole number)",
        "rollout.groupSize=9999999999|rollout.groupSize: 9999999999 (expected: a whole number in [-2147483648, 2147483647])",
        "rollout.groupSize=|rollout.groupSize:  (expected: a YAML value)",
        "rollout.groupSize=1|rollout.groupSize: 1 (expected: >= 2)",
        "rollout=3|rollout: 3 (expected: keys and values)",
        "naosd.loss=mse|naosd.loss: mse (expected: a list: [a, b])",
        "naosd.loss.0.kind=l2|naosd.loss.0.kind: l2 (expected: one of mse, l1)",
        "naosd.loss.1.kind=l1|naosd.loss: 1 (expected: an index from 0 to 0)",
        "naosd.optimizer.learningRate=0|naosd.optimizer.learningRate: 0.0 (expected: > 0)",
        "gdpo.optimizer.beta1=.nan|gdpo.optimizer.beta1: NaN (expected: a number)",
        "naosd.lora.rank=0|naosd.lora.rank: 0 (expected: >= 1)",
        "naosd.scratch.vae.layersPerBlock=0|naosd.scratch.vae.layersPerBlock: 0 (expected: >= 1)",
        "gdpo.steps=33|gdpo.steps: 33 (expected: gdpo.steps × gdpo.batch = 66 at most rollout.visits = 48)",
        "execution.shards.gdpo=2|execution.shards.gdpo: 2 (expected: only for degradation, rollout, arf and benchmark)",
        "rollout.groupSize|--set rollout.groupSize (expected: key=value)"
      })
  void complaintsNameTheKeyAndTheWayOut(String override, String complaint) {
    assertEquals(complaint, refusal("tiny", override));
  }

  @Test
  void everyKeyMustBeThere() throws IOException {
    write("a.yaml", SpecFiles.preset("tiny").replaceFirst("  groupSize: 4.*\n", ""));

    assertEquals("rollout.groupSize: missing", refusal("a.yaml"));
  }

  @Test
  void brokenYamlIsNamedByItsLine() throws IOException {
    write("a.yaml", "seed: 42\ndata: [1, 2\nnaosd: 3\n");
    write("b.yaml", "seed: 42\nseed: 43\n");
    write("c.yaml", "");
    write("d.yaml", "seed: !!java.io.File [/tmp]\n");

    assertTrue(refusal("a.yaml").startsWith("--config a.yaml, line 3: "), refusal("a.yaml"));
    assertTrue(refusal("b.yaml").startsWith("--config b.yaml, line 2: "), refusal("b.yaml"));
    assertEquals("--config c.yaml: no config (expected: keys and values)", refusal("c.yaml"));
    assertTrue(refusal("d.yaml").startsWith("--config d.yaml, line 1: "), refusal("d.yaml"));
  }

  @Test
  void aConfigThatIsNotThereSuggestsAPreset() {
    assertEquals("--config tyny: no such file or preset (did you mean tiny?)", refusal("tyny"));
    assertEquals(
        "--config mine.yaml: no such file or preset (expected: a YAML file or one of tiny, smoke)",
        refusal("mine.yaml"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private RunConfig load(String config, String... overrides) {
    return new SpecFiles(folder).load(config, List.of(overrides));
  }

  private String refusal(String config, String... overrides) {
    return String.valueOf(
        assertThrows(ConfigException.class, () -> load(config, overrides)).getMessage());
  }
}
