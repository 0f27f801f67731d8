package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;

/** For tests: a training whose state is one number that every step mixes. */
final class FakeTraining implements StageWork {
  private final long steps;
  private final LongConsumer after;

  /**
   * @param after called after each step
   */
  FakeTraining(long steps, LongConsumer after) {
    this.steps = steps;
    this.after = after;
  }

  @Override
  public List<String> chunks() {
    return List.of(WHOLE);
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    try {
      train(out, host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an unbroken training ends with. */
  static long stateAfter(long steps) {
    long state = 1;
    for (long step = 1; step <= steps; step++) {
      state = mix(state, step);
    }
    return state;
  }

  private static long mix(long state, long step) {
    return state * 6364136223846793005L + step;
  }

  private void train(Path out, StageHost host) throws IOException {
    Path checkpoint = out.resolveSibling("fake-checkpoint");
    Files.createDirectories(checkpoint);
    long step = 0;
    long state = 1;
    Optional<Path> newest = host.latestCheckpoint();
    if (newest.isPresent()) {
      List<String> lines = Files.readAllLines(newest.orElseThrow().resolve("state.txt"));
      step = Long.parseLong(lines.get(0));
      state = Long.parseLong(lines.get(1));
    }
    while (step < steps) {
      step++;
      state = mix(state, step);
      host.progress("steps", step, steps);
      host.metric("loss", step, 1.0 / step);
      after.accept(step);
      if (host.checkpointDue(step)) {
        Files.writeString(checkpoint.resolve("state.txt"), step + "\n" + state + "\n");
        host.saveCheckpoint(step, checkpoint);
      }
      if (host.stopRequested()) {
        throw new StoppedException();
      }
    }
    Files.writeString(out.resolve("model.txt"), Long.toString(state));
  }
}
