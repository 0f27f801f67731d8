package org.gdposr.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.StagePlan;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TextTable;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gdpo plan}. */
@Command(name = "plan", description = "Say what a run would do, and why; starts nothing.")
public final class PlanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  public PlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    RunConfig config = options.load(surroundings);
    Home home = new Home(surroundings.home());
    List<StagePlan> plans = LocalStore.readOnly(home).planner().plan(config);
    if (json) {
      surroundings.printJson(
          Map.of(
              "stages",
              plans.stream().map(PlanCommand::values).toList(),
              "bytes",
              SpaceEstimate.bytes(config)));
      return ExitCode.DONE;
    }
    TextTable table = new TextTable("stage", "plan", ">chunks", "why");
    for (StagePlan plan : plans) {
      table.row(
          plan.stage().word(),
          plan.cached() ? "cached" : "will run",
          String.valueOf(plan.chunks()),
          plan.reason());
    }
    table.lines().forEach(surroundings.out()::println);
    surroundings
        .out()
        .println(
            "writes about " + SpaceEstimate.bytes(config) / 1_000_000 + " MB if all of it runs");
    return ExitCode.DONE;
  }

  private static Map<String, Object> values(StagePlan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", plan.stage().word());
    values.put("cached", plan.cached());
    values.put("chunks", plan.chunks());
    values.put("reason", plan.reason());
    values.put("stageKey", plan.stageKey());
    return values;
  }
}
