package org.gdposr.cli.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.run.RunConfig;

/** How this program is started again as a stage process. */
public final class StageCommandLine {
  private static final int PROBE_MEGABYTES = 256;
  private static final String MAIN = "org.gdposr.cli.GdpoSr";

  private StageCommandLine() {}

  /** Up to the program's own arguments: the same classes that this process runs. */
  static List<String> of(RunConfig config) {
    return program("-Xmx" + config.execution().memoryMegabytes() + "m");
  }

  /** Loads the engine in a process of its own, and says which it is. */
  public static List<String> engineProbe() {
    List<String> command = program("-Xmx" + PROBE_MEGABYTES + "m");
    command.addAll(List.of("stage", "engine"));
    return command;
  }

  /** Upscales what its first line of input says. Pictures of any size: half of the memory. */
  public static List<String> upscaling() {
    List<String> command = program("-XX:MaxRAMPercentage=50");
    command.addAll(List.of("stage", "upscale"));
    return command;
  }

  /** Scores what its first line of input says. Images of any size: half of the memory. */
  public static List<String> evaluating() {
    List<String> command = program("-XX:MaxRAMPercentage=50");
    command.addAll(List.of("stage", "evaluate"));
    return command;
  }

  private static List<String> program(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.add("-XX:+UseSerialGC");
    String dist = System.getProperty("gdpo.dist", "");
    Path arguments = Path.of(dist, "java.args");
    if (!dist.isEmpty() && Files.isRegularFile(arguments)) {
      command.add("-Xlog:disable");
      command.add("-XX:SharedArchiveFile=" + Path.of(dist, "gdpo.jsa"));
      command.add("@" + arguments);
    } else {
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
    }
    LogSettings.detailed().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(MAIN);
    return command;
  }
}
