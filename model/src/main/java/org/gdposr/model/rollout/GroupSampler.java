package org.gdposr.model.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Torch;

/**
 * Eq. 6: one LR image's restorations under G noises. One posterior sample of the LR image is
 * shared; each member is decoded, clamped and encoded again, and the base predicts the noise that
 * GDPO will add to it. Legend: G members, L latent channels.
 */
final class GroupSampler {
  private final NDManager manager;
  private final long seed;
  private final RolloutSpec spec;
  private final NaosdModel model;

  GroupSampler(NDManager manager, long seed, RolloutSpec spec, NaosdModel model) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
  }

  void sample(int visit, RgbImage input, RolloutStage.GroupArrays arrays, int row) {
    int members = spec.groupSize();
    Shape one = model.latentShape(1, input.height(), input.width());
    Shape group = model.latentShape(members, input.height(), input.width());
    NDArray image = ImageTensors.signed(manager, List.of(input)); // (1, 3, H, W)
    NDArray posterior = Noise.of(manager, one, seed, Purpose.ROLLOUT_POSTERIOR, visit, 0);
    NDArray lr = model.encode(image, posterior).repeat(0, members); // (G, L, h, w)
    NDArray noises = Noise.ofMembers(manager, group, seed, Purpose.ROLLOUT_NOISE, visit);
    NDArray noisy = NaosdModel.addNoise(lr, noises, spec.noiseTimestep());
    NDArray restored =
        NaosdModel.predictOriginal(
            noisy, model.predictNoise(noisy, spec.denoiseTimestep()), spec.denoiseTimestep());
    NDList encoded = new NDList();
    for (int member = 0; member < members; member++) {
      encoded.add(reEncode(visit, member, restored, one, arrays, row));
    }
    NDArray latents = NDArrays.concat(encoded, 0); // (G, L, h, w)
    NDArray epsilon = Noise.ofMembers(manager, group, seed, Purpose.GDPO_NOISE, visit);
    NDArray reference =
        model.predictNoise(
            NaosdModel.addNoise(latents, epsilon, spec.noiseTimestep()), spec.denoiseTimestep());
    float[] predictions = reference.toFloatArray();
    arrays.put(
        row,
        latents.toFloatArray(),
        predictions,
        errors(predictions, epsilon.toFloatArray(), members));
  }

  /** Decodes one member, keeps its 8-bit image for scoring and encodes it again (1, L, h, w). */
  private NDArray reEncode(
      int visit,
      int member,
      NDArray restored,
      Shape one,
      RolloutStage.GroupArrays arrays,
      int row) {
    return Torch.scoped(
        () -> {
          NDArray latent = restored.get(new NDIndex(member + ":" + (member + 1)));
          NDArray decoded = model.decode(latent); // (1, 3, H, W)
          arrays.putSample(row, member, ImageTensors.images(decoded).get(0).rgb());
          NDArray noise = Noise.of(manager, one, seed, Purpose.RE_ENCODE_POSTERIOR, visit, member);
          return model.encode(decoded, noise);
        });
  }

  /** Mean squared error of each member's prediction (G). */
  private static double[] errors(float[] predicted, float[] epsilon, int members) {
    int length = predicted.length / members;
    double[] errors = new double[members];
    for (int member = 0; member < members; member++) {
      double sum = 0;
      for (int i = member * length; i < (member + 1) * length; i++) {
        double difference = (double) predicted[i] - epsilon[i];
        sum += difference * difference;
      }
      errors[member] = sum / length;
    }
    return errors;
  }
}
