package org.gdposr.model.gdpo;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.model.Stage;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.rollout.GroupFiles;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.History;
import org.gdposr.model.training.TrainingLoop;

/**
 * Fine-tunes the policy. Publishes {@code policy/lora.safetensors}, {@code model/} with the adapter
 * merged, and {@code gdpo/history.csv}.
 */
public final class GdpoStage implements StageWork {
  private final long seed;
  private final GdpoSpec spec;

  public GdpoStage(long seed, GdpoSpec spec) {
    this.seed = seed;
    this.spec = spec;
  }

  @Override
  public List<String> chunks() {
    return List.of(WHOLE);
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    GroupFiles groups = new GroupFiles(inputs.of(Stage.ROLLOUT));
    Advantages advantages = new Advantages(inputs.of(Stage.ARF));
    History history =
        new History(List.of("gdpo"), List.of("loss", "margin", "distance", "gradient_norm"));
    try (NDManager manager = Torch.start(spec.threads())) {
      NaosdModel model = NaosdModel.load(manager, inputs.of(Stage.NAOSD).folder("model"));
      new TrainingLoop(
              manager,
              List.of(() -> new GdpoPhase(manager, seed, spec, model, groups, advantages, out)),
              history,
              host)
          .run();
    }
    history.write(out.resolve("gdpo/history.csv"));
  }
}
