package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.gdposr.model.diffusion.AutoencoderKl;

/**
 * Makes PyTorch's initial values fit for a short training: residual branches end in zeros, so that
 * a network starts near the identity, and the other convolutions keep the variance. With the values
 * as they are, an autoencoder takes several times as long to see colours.
 */
final class StartingPoint {
  /** Last layers of residual branches. */
  private static final List<String> BRANCH_ENDS = List.of(".conv2.", ".to_out.0.");

  /** PyTorch draws from U(−b, b) with b² = 1/fan-in, whose variance is a third of that. */
  private static final float TO_UNIT_GAIN = (float) Math.sqrt(3);

  /** So that the decoder's first steps see the image and not noise. */
  private static final float LOG_VARIANCE = -10;

  private StartingPoint() {}

  static void nearIdentity(AutoencoderKl vae) {
    SortedMap<String, NDArray> parameters = vae.namedParameters();
    nearIdentity(parameters);
    NDArray bias = parameters.get("quant_conv.bias"); // (2L): means, then log-variances
    if (bias == null) {
      throw new IllegalStateException("no quant_conv.bias");
    }
    int channels = vae.config().latentChannels();
    float[] values = bias.toFloatArray();
    Arrays.fill(values, channels, 2 * channels, LOG_VARIANCE);
    bias.set(values);
  }

  private static void nearIdentity(SortedMap<String, NDArray> parameters) {
    parameters.forEach(
        (name, tensor) -> {
          float[] values = tensor.toFloatArray();
          if (BRANCH_ENDS.stream().anyMatch(name::contains)) {
            Arrays.fill(values, 0);
          } else if (isKernel(tensor.getShape())) {
            for (int i = 0; i < values.length; i++) {
              values[i] *= TO_UNIT_GAIN;
            }
          } else {
            return;
          }
          tensor.set(values);
        });
  }

  private static boolean isKernel(Shape shape) {
    return shape.dimension() == 4; // (O, I, k, k)
  }
}
