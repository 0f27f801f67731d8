package org.gdposr.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.cli.config.SpecFiles;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import picocli.CommandLine.Option;

/** Which config, and where it runs. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      description = "A YAML file, or one of the presets tiny, smoke (default: tiny).")
  private String config = "tiny";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace one value of the config: --set rollout.groupSize=6. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Where it runs: embedded (default), local, cluster.")
  private String profile = "embedded";

  RunConfig load(Surroundings surroundings) {
    if (profile.equals("local") || profile.equals("cluster")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--profile " + profile + ": this profile does not exist yet", "");
    }
    if (!profile.equals("embedded")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--profile " + profile + " (expected: one of embedded, local, cluster)",
          "");
    }
    return new SpecFiles(surroundings.workingFolder()).load(config, overrides);
  }

  /** The config's name in run ids: the preset's, or the file's without its ending. */
  String name() {
    String file = config.substring(config.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    String safe = file.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return safe.isEmpty() ? "run" : safe.substring(0, Math.min(40, safe.length()));
  }
}
