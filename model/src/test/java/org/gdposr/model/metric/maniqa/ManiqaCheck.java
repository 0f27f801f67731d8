package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Locale;
import org.gdposr.model.metric.NoReference;
import org.gdposr.model.torch.Torch;

/**
 * Compares MANIQA with the file that {@code metric_maniqa.py} writes with {@code --sizes} or, at
 * the published width, {@code --full}; run by hand with the same word before the file.
 */
public final class ManiqaCheck {
  private ManiqaCheck() {}

  public static void main(String[] args) {
    ManiqaConfig config = args[0].equals("--full") ? ManiqaConfig.PUBLISHED : ManiqaTest.TINY;
    for (ManiqaVariant variant : ManiqaVariant.values()) {
      try (NDManager manager = Torch.start(1)) {
        Maniqa maniqa = Maniqa.of(manager, config, variant, ManiqaTest.weights(config));
        String prefix = variant.name().toLowerCase(Locale.ROOT) + ".";
        double error = NoReference.largestError(manager, Path.of(args[1]), prefix, maniqa::score);
        System.out.printf("%s largest %.2g%n", variant, error);
      }
    }
  }
}
