package org.gdposr.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gdposr.activities.source.WeightsManifest;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TextTable;
import org.gdposr.cli.wiring.Home;
import org.gdposr.model.inventory.WeightInventory;
import org.gdposr.model.inventory.WeightPart;
import org.gdposr.model.inventory.WeightUse;
import org.gdposr.model.metric.MetricName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo weights check}. */
@Command(name = "weights", description = "Look at folders of weights.")
public final class WeightsCommand {
  private static final int DIGEST_SHOWN = 12;
  private static final double MEGABYTE = 1e6;

  private final Surroundings surroundings;

  public WeightsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "check",
      description =
          "Hold a folder of weights against its configs, its manifest, and what runs take.")
  int check(
      @Parameters(
              paramLabel = "DIR",
              description = "A folder with vae/, unet/ and so on, or with the metrics' files.")
          Path dir,
      @Option(names = "--json", description = "One JSON object on stdout.") boolean json,
      @Option(
              names = "--write-manifest",
              description = "Write DIR/manifest.json: the digests that later checks go by.")
          boolean writeManifest) {
    Path folder = surroundings.workingFolder().resolve(dir);
    WeightInventory inventory = WeightInventory.of(folder);
    WeightsManifest found = WeightsManifest.of(folder, new Home(surroundings.home()).cache());
    List<String> differences =
        writeManifest
            ? List.of()
            : WeightsManifest.read(folder).map(said -> said.differences(found)).orElse(List.of());
    if (writeManifest) {
      found.write(folder);
    }
    if (json) {
      surroundings.printJson(values(inventory, found, differences));
    } else {
      print(inventory, found, differences);
    }
    return inventory.sound() && differences.isEmpty() ? ExitCode.DONE : ExitCode.DATA;
  }

  private void print(WeightInventory inventory, WeightsManifest digests, List<String> differences) {
    TextTable table =
        new TextTable("part", "state", ">parameters", "type", ">MB", "sha256", "file");
    for (WeightPart part : inventory.shown()) {
      table.row(
          part.name(),
          state(part),
          part.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", part.parameters()),
          String.join(" ", part.types()),
          part.present() ? String.format(Locale.ROOT, "%.1f", part.bytes() / MEGABYTE) : "",
          digests.sha256(main(part)).map(sha -> sha.substring(0, DIGEST_SHOWN)).orElse(""),
          main(part));
    }
    table.lines().forEach(surroundings.out()::println);
    inventory.parts().stream()
        .flatMap(part -> part.fault().stream())
        .forEach(fault -> surroundings.out().println("✗ " + fault));
    differences.forEach(
        line -> surroundings.out().println("✗ " + WeightsManifest.NAME + ": " + line));
    if (inventory.hasNetworks() || !inventory.hasMetrics()) {
      for (WeightUse use : WeightUse.values()) {
        surroundings.out().println(use(use, inventory.missing(use)));
      }
    }
    surroundings.out().println(scoring(inventory));
  }

  private static String use(WeightUse use, List<String> missing) {
    String word = use.name().toLowerCase(Locale.ROOT);
    return missing.isEmpty()
        ? "✓ " + word + ": complete"
        : (use.required() ? "✗ " : "· ")
            + word
            + (use.required() ? "" : " (optional)")
            + ": missing "
            + String.join("; ", missing);
  }

  /** Metrics that can score, then what each of the others lacks. */
  private static String scoring(WeightInventory inventory) {
    List<String> ready = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    for (MetricName metric : MetricName.values()) {
      List<String> missing = inventory.missing(metric);
      if (!missing.isEmpty()) {
        lacking.add("for " + metric.label() + ": " + String.join(", ", missing));
      } else if (metric != MetricName.NIQE_FITTED) { // a run fits it
        ready.add(metric.label());
      }
    }
    if (lacking.isEmpty()) {
      return "✓ scoring: complete";
    }
    boolean judged = inventory.hasMetrics() && !inventory.hasNetworks();
    return (judged && !inventory.scores() ? "✗ " : "· ")
        + (judged ? "scoring: " : "scoring (optional): ")
        + String.join(", ", ready)
        + (inventory.hasMetrics()
            ? "; missing " + String.join("; ", lacking)
            : "; the other metrics' files are missing");
  }

  private static String state(WeightPart part) {
    return part.sound() ? "fits" : part.present() ? "unfit" : "missing";
  }

  /** The file that the table names: the official one, or what stands in for it. */
  private static String main(WeightPart part) {
    return part.files().stream()
        .filter(name -> name.equals(part.official()))
        .findFirst()
        .or(() -> part.files().stream().filter(WeightsCommand::holdsTensors).findFirst())
        .or(() -> part.files().stream().findFirst())
        .orElse(part.official());
  }

  private static boolean holdsTensors(String name) {
    return Stream.of(".safetensors", ".bin", ".pth", ".pkl", ".pt").anyMatch(name::endsWith);
  }

  private static Map<String, Object> values(
      WeightInventory inventory, WeightsManifest digests, List<String> differences) {
    Map<String, Object> missing = new LinkedHashMap<>();
    for (WeightUse use : WeightUse.values()) {
      missing.put(use.name().toLowerCase(Locale.ROOT), inventory.missing(use));
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (MetricName metric : MetricName.values()) {
      metrics.put(metric.word(), inventory.missing(metric));
    }
    missing.put("scoring", metrics);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sound", inventory.sound() && differences.isEmpty());
    values.put("parts", inventory.parts().stream().map(p -> values(p, digests)).toList());
    values.put("missing", missing);
    values.put("differences", differences);
    return values;
  }

  private static Map<String, Object> values(WeightPart part, WeightsManifest digests) {
    List<Object> files = new ArrayList<>();
    for (String name : part.files()) {
      files.add(Map.of("name", name, "sha256", digests.sha256(name).orElse("")));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", part.name());
    values.put("official", part.official());
    values.put("state", state(part));
    values.put("tensors", part.tensors());
    values.put("parameters", part.parameters());
    values.put("types", part.types());
    values.put("bytes", part.bytes());
    values.put("files", files);
    part.fault().ifPresent(fault -> values.put("fault", fault));
    return values;
  }
}
