package org.gdposr.cli;

import org.gdposr.activities.failure.StageFailure;
import org.gdposr.cli.config.ConfigException;
import org.gdposr.cli.config.NearestName;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.model.DataException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people read when a command cannot do its work: one or two lines on stderr. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Surroundings surroundings;

  Complaints(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine line = failure.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    surroundings.err().println(name + ": " + message(failure, line));
    surroundings.err().println("Run '" + name + " --help' for what it takes.");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException failure, CommandLine line) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0);
      boolean option = typed.startsWith("-");
      String kind = option ? "unknown option" : "unknown argument";
      if (!line.getSubcommands().isEmpty() && !option) {
        kind = "unknown command";
      }
      return typed
          + ": "
          + kind
          + NearestName.of(
                  typed,
                  option
                      ? line.getCommandSpec().optionsMap().keySet()
                      : line.getSubcommands().keySet())
              .map(near -> " (did you mean " + near + "?)")
              .orElse("");
    }
    return String.valueOf(failure.getMessage());
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    String name = line.getCommandSpec().qualifiedName();
    if (failure instanceof ConfigException) {
      return complain(name, failure, "", ExitCode.USAGE);
    }
    if (failure instanceof CommandFailure known) {
      return complain(name, failure, known.next(), known.exitCode());
    }
    if (failure instanceof StageFailure known) {
      return complain(name, failure, known.type().next(), known.type().exitCode());
    }
    if (failure instanceof DataException) {
      return complain(name, failure, "", ExitCode.DATA);
    }
    if (surroundings.environment().containsKey("GDPO_DEBUG")) {
      failure.printStackTrace(surroundings.err());
    }
    surroundings.err().println(name + ": " + failure);
    surroundings.err().println("This is a bug: GDPO_DEBUG=1 shows where.");
    return ExitCode.FAILED;
  }

  private int complain(String name, Exception failure, String next, int code) {
    if (surroundings.environment().containsKey("GDPO_DEBUG")) {
      failure.printStackTrace(surroundings.err());
    }
    surroundings.err().println(name + ": " + failure.getMessage());
    if (!next.isEmpty()) {
      surroundings.err().println("Next: " + next + ".");
    }
    return code;
  }
}
