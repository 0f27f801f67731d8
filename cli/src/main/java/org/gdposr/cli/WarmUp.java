package org.gdposr.cli;

import org.gdposr.cli.console.Surroundings;

/** What the launcher records classes of after a build: the commands that people wait for. */
final class WarmUp {
  private WarmUp() {}

  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofProcess();
    String[][] commands = {
      {"--help"},
      {"run", "--help"},
      {"version"},
      {"version", "--json"},
      {"plan"},
      {"list"},
      {"status", "none"}
    };
    for (String[] command : commands) {
      GdpoSr.run(surroundings, command);
    }
  }
}
