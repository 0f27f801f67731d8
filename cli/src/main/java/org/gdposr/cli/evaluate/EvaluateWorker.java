package org.gdposr.cli.evaluate;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.activities.failure.Failures;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.process.WorkerInput;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.ImageScorers;
import org.gdposr.model.torch.Torch;

/**
 * What runs inside an evaluating process: scores all images by plain metrics, several at a time,
 * then by networks, then sets, and says so on its output. It dies with its parent.
 */
public final class EvaluateWorker {
  private final PrintStream out;

  /**
   * @param out takes events, a line of JSON each
   */
  public EvaluateWorker(PrintStream out) {
    this.out = out;
  }

  /**
   * Works on the task that the input's first line holds.
   *
   * @return an exit code
   */
  public int run(InputStream in) throws IOException {
    EvaluateTask task = WorkerInput.task(in, EvaluateTask.class);
    try (ScoreJournal journal = ScoreJournal.open(Path.of(task.journal()))) {
      ScoredItems items = new ScoredItems(task, journal, this::say);
      new PlainPass(task, items).run();
      if (task.metrics().stream().anyMatch(metric -> !ImageScorers.plain(metric))) {
        learned(task, items);
      }
      return ExitCode.DONE;
    } catch (RuntimeException | OutOfMemoryError e) {
      StageFailure failure = Failures.of(e);
      say(EvaluateEvent.failed(failure.type().name() + " " + failure.getMessage()));
      return failure.type().exitCode();
    }
  }

  private static void learned(EvaluateTask task, ScoredItems items) {
    List<MetricName> ofSets =
        task.metrics().stream().filter(m -> m.kind() == MetricName.Kind.SET).toList();
    try (NDManager manager = Torch.start(task.threads())) {
      new LearnedPass(task, items, manager).run();
      for (MetricName metric : ofSets) {
        new SetPass(task, items, manager, metric).run();
      }
    }
  }

  private synchronized void say(EvaluateEvent event) {
    out.println(new String(Json.write(event), StandardCharsets.UTF_8));
    out.flush();
  }
}
