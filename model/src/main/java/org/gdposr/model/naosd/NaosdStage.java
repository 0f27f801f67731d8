package org.gdposr.model.naosd;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gdposr.model.Stage;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.History;
import org.gdposr.model.training.Phase;
import org.gdposr.model.training.TrainingLoop;

/**
 * Trains the one-step base model. Publishes {@code untrained/} (where the base is trained from
 * scratch), {@code base/} and {@code model/} as model folders, the adapters {@code
 * naosd/*_lora.safetensors} and {@code naosd/history.csv}.
 */
public final class NaosdStage implements StageWork {
  private final long seed;
  private final NaosdSpec spec;

  public NaosdStage(long seed, NaosdSpec spec) {
    this.seed = seed;
    this.spec = spec;
  }

  @Override
  public List<String> chunks() {
    return List.of(WHOLE);
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.TRAIN);
    HrCrops hr = new HrCrops(inputs.sources());
    List<String> names = new ArrayList<>();
    List<Supplier<Phase>> phases = new ArrayList<>();
    try (NDManager manager = Torch.start(spec.threads())) {
      NaosdModel model;
      if (spec.fromScratch()) {
        model = NaosdModel.create(manager, spec.scratch(), seed);
        model.save(out.resolve("untrained"));
        TrainingCrops crops = new TrainingCrops(seed, items, hr);
        names.addAll(List.of("vae", "unet"));
        phases.add(() -> new VaePhase(manager, seed, spec.scratch(), model, crops));
        phases.add(() -> new DiffusionPhase(manager, seed, spec.scratch(), model, crops));
      } else {
        model = NaosdModel.load(manager, inputs.baseWeights());
      }
      names.add("naosd");
      phases.add(() -> new TunePhase(manager, seed, spec, model, items, hr, out));
      History history = new History(names, List.of("loss", "mse", "gradient_norm"));
      new TrainingLoop(manager, phases, history, host).run();
      history.write(out.resolve("naosd/history.csv"));
    }
  }
}
