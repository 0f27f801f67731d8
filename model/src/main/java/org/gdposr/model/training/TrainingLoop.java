package org.gdposr.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gdposr.model.DataException;
import org.gdposr.model.StageHost;
import org.gdposr.model.StoppedException;

/**
 * Runs phases of optimizer steps one after the other, with a checkpoint possible between any two
 * steps. A training that goes on from a checkpoint ends with the same bits as one that was never
 * interrupted: a step depends on the tensors and the step's number alone.
 */
public final class TrainingLoop {
  private final NDManager manager;
  private final List<Supplier<Phase>> phases;
  private final History history;
  private final StageHost host;

  private int phaseIndex;
  private int phaseStep;
  private long done;
  private Phase phase;
  private AdamW optimizer;

  /**
   * @param phases built one after the other, each when the one before has finished; a phase that is
   *     restored from a checkpoint is built on fresh networks, whose tensors are then replaced
   */
  public TrainingLoop(
      NDManager manager, List<Supplier<Phase>> phases, History history, StageHost host) {
    this.manager = manager;
    this.phases = List.copyOf(phases);
    this.history = history;
    this.host = host;
    Optional<TensorState> state =
        host.latestCheckpoint().map(folder -> TensorState.load(manager, folder));
    if (state.isPresent()) {
      phaseIndex = Math.toIntExact(number(state.get(), "phase"));
      phaseStep = Math.toIntExact(number(state.get(), "phase_step"));
      done = number(state.get(), "step");
    }
    phase = phases.get(phaseIndex).get();
    optimizer = new AdamW(manager, List.copyOf(phase.parameters().values()), phase.optimizer());
    state.ifPresent(this::restore);
  }

  /**
   * Runs to the end of the last phase.
   *
   * @throws StoppedException after saving a checkpoint, if the host asked to stop
   */
  public void run() {
    while (true) {
      if (phaseStep < phase.steps()) {
        step();
      }
      if (phaseStep == phase.steps()) {
        phase.finish();
        if (phaseIndex == phases.size() - 1) {
          return;
        }
        begin(phaseIndex + 1);
      }
      if (host.checkpointDue(done)) {
        save();
      }
      if (host.stopRequested()) {
        throw new StoppedException();
      }
    }
  }

  private void begin(int index) {
    phaseIndex = index;
    phaseStep = 0;
    phase = phases.get(index).get();
    optimizer = new AdamW(manager, List.copyOf(phase.parameters().values()), phase.optimizer());
  }

  private void step() {
    Map<String, Double> values;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      values = new TreeMap<>(phase.accumulate(phaseStep));
    }
    values.put("gradient_norm", optimizer.step(phase.rateFactor(phaseStep)));
    phaseStep++;
    done++;
    history.add(phaseIndex, phaseStep, values);
    values.forEach((name, value) -> host.metric(phase.name() + "." + name, phaseStep, value));
    host.progress(phase.name(), phaseStep, phase.steps());
    Double loss = values.get("loss");
    if (loss == null || !Double.isFinite(loss)) {
      throw new DataException(
          phase.name()
              + ": loss is "
              + loss
              + " at step "
              + phaseStep
              + " (expected: finite; lower the learning rate)");
    }
  }

  private void save() {
    SortedMap<String, NDArray> tensors = new TreeMap<>();
    phase.parameters().forEach((name, tensor) -> tensors.put("trained." + name, tensor));
    phase.frozen().forEach((name, tensor) -> tensors.put("frozen." + name, tensor));
    optimizer.state().forEach((name, tensor) -> tensors.put("optimizer." + name, tensor));
    double[] rows = history.flattened();
    try (NDArray table = manager.create(rows, new Shape(rows.length))) {
      tensors.put("history", table);
      Path folder = Files.createTempDirectory("checkpoint-");
      try {
        TensorState.save(folder, tensors, numbers());
        host.saveCheckpoint(done, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Long> numbers() {
    return Map.of(
        "phase",
        (long) phaseIndex,
        "phase_step",
        (long) phaseStep,
        "step",
        done,
        "optimizer_steps",
        optimizer.steps());
  }

  private void restore(TensorState state) {
    copyAll(state, "trained.", phase.parameters());
    copyAll(state, "frozen.", phase.frozen());
    Map<String, NDArray> moments = new TreeMap<>();
    state
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith("optimizer.")) {
                moments.put(name.substring("optimizer.".length()), tensor);
              }
            });
    optimizer.restore(moments, number(state, "optimizer_steps"));
    NDArray rows = state.tensors().get("history");
    if (rows != null) {
      history.restore(rows.toDoubleArray());
    }
    state.tensors().values().forEach(NDArray::close);
  }

  private static void copyAll(
      TensorState state, String prefix, SortedMap<String, NDArray> targets) {
    targets.forEach(
        (name, target) -> {
          NDArray value = state.tensors().get(prefix + name);
          if (value == null || !value.getShape().equals(target.getShape())) {
            throw new DataException(
                "checkpoint: tensor " + prefix + name + " is missing or of another shape");
          }
          value.copyTo(target);
        });
  }

  private static long number(TensorState state, String name) {
    Long value = state.numbers().get(name);
    if (value == null) {
      throw new DataException("checkpoint: number " + name + " is missing");
    }
    return value;
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
