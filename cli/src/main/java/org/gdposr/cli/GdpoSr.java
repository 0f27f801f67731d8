package org.gdposr.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.command.ArtifactsCommand;
import org.gdposr.cli.command.CancelCommand;
import org.gdposr.cli.command.DoctorCommand;
import org.gdposr.cli.command.EvaluateCommand;
import org.gdposr.cli.command.ExportCommand;
import org.gdposr.cli.command.ListCommand;
import org.gdposr.cli.command.LogsCommand;
import org.gdposr.cli.command.PlanCommand;
import org.gdposr.cli.command.ReportCommand;
import org.gdposr.cli.command.ResumeCommand;
import org.gdposr.cli.command.RunCommand;
import org.gdposr.cli.command.StageCommand;
import org.gdposr.cli.command.StatusCommand;
import org.gdposr.cli.command.UpscaleCommand;
import org.gdposr.cli.command.VersionCommand;
import org.gdposr.cli.command.WeightsCommand;
import org.gdposr.cli.config.SpecFiles;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code gdpo}. */
public final class GdpoSr {
  /** In the order that help lists them. */
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

  /** Of the fixed command line, not there yet. */
  private static final Set<String> LATER =
      Set.of(
          "audit",
          "reproduce",
          "pause",
          "unpause",
          "approve",
          "rerun",
          "fork",
          "compare",
          "sweep",
          "gc",
          "sync",
          "up",
          "down",
          "worker",
          "data",
          "cluster");

  private GdpoSr() {}

  private static Map<String, Function<Surroundings, Object>> commands() {
    Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("cancel", CancelCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("artifacts", ArtifactsCommand::new);
    commands.put("upscale", UpscaleCommand::new);
    commands.put("evaluate", EvaluateCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("weights", WeightsCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("stage", StageCommand::new);
    commands.put("generate-completion", s -> new AutoComplete.GenerateCompletion());
    return commands;
  }

  public static void main(String[] args) {
    // half of a short command's time is YAML's and JSON's: they get ready beside the parsing
    Thread ready = new Thread(() -> getReady(args), "ready");
    ready.setDaemon(true);
    ready.start();
    Surroundings surroundings = Surroundings.ofProcess();
    int code = run(surroundings, args);
    surroundings.out().flush();
    surroundings.err().flush();
    System.exit(code);
  }

  private static void getReady(String... args) {
    if (args.length > 0 && args[0].equals("plan")) {
      SpecFiles.getReady();
    }
    Json.getReady();
  }

  /**
   * Runs a command.
   *
   * @return one of {@link ExitCode}
   */
  public static int run(Surroundings surroundings, String... args) {
    if (args.length > 0 && LATER.contains(args[0])) {
      surroundings.err().println("gdpo " + args[0] + ": this command does not exist yet");
      return ExitCode.USAGE;
    }
    CommandLine root = commandLine(surroundings, args);
    if (args.length == 0) {
      root.usage(root.getErr());
      return ExitCode.USAGE;
    }
    return root.execute(args);
  }

  private static CommandLine commandLine(Surroundings surroundings, String... args) {
    CommandLine root = new CommandLine(new Root());
    // one command's classes only, where it is known which: start-up is felt
    if (args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].startsWith("generate")) {
      root.addSubcommand(args[0], COMMANDS.get(args[0]).apply(surroundings));
    } else {
      COMMANDS.forEach((name, make) -> root.addSubcommand(name, make.apply(surroundings)));
    }
    addHelp(root);
    Complaints complaints = new Complaints(surroundings);
    return root.setOut(surroundings.outWriter())
        .setErr(surroundings.errWriter())
        .setParameterExceptionHandler(complaints)
        .setExecutionExceptionHandler(complaints)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100);
  }

  private static void addHelp(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help.")
              .build());
    }
    line.getSubcommands().values().forEach(GdpoSr::addHelp);
  }

  @Command(
      name = "gdpo",
      synopsisSubcommandLabel = "COMMAND",
      description = "GDPO-SR: one-step diffusion super-resolution tuned by group preferences.%n",
      footer = {
        "",
        "Start with 'gdpo run'. Runs live in GDPO_HOME (default ~/.gdpo).",
        "Exit codes: 0 done, 1 failed, 2 wrong usage or config, 3 bad data or weights,",
        "4 a server cannot be reached, 5 finished with skipped items, 130 interrupted."
      })
  private static final class Root {}
}
