package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import org.gdposr.model.metric.NoReference;
import org.gdposr.model.torch.Torch;

/** Compares MUSIQ with the file that {@code metric_musiq.py --sizes} writes; run by hand. */
public final class MusiqCheck {
  private MusiqCheck() {}

  public static void main(String[] args) {
    try (NDManager manager = Torch.start(1)) {
      Musiq musiq = Musiq.of(manager, MusiqTest.weights());
      double error = NoReference.largestError(manager, Path.of(args[0]), "", musiq::score);
      System.out.printf("largest %.2g%n", error);
    }
  }
}
