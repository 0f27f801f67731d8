package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.util.passthrough.PassthroughNDManager;
import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.Downsampler;
import org.gdposr.model.diffusion.block.GroupNorm;
import org.gdposr.model.diffusion.block.PixelAttention;
import org.gdposr.model.diffusion.block.ResidualBlock;
import org.gdposr.model.diffusion.block.Upsampler;
import org.gdposr.model.weights.ConfigJson;
import org.jspecify.annotations.Nullable;

/**
 * The image autoencoder: diffusers' AutoencoderKL. Legend: N batch, H × W pixels, L latent
 * channels, h = H/f and w = W/f latent pixels.
 *
 * <p>Parameters belong to the manager given at the start and live as long as it does; don't create
 * or load a network inside an NDScope.
 */
public final class AutoencoderKl extends Network {
  /** Stable Diffusion's: latents times this have about unit variance. */
  public static final double STABLE_DIFFUSION_SCALE = 0.18215;

  private static final int STREAM_MEMBER = 1;
  private static final double EPSILON = 1e-6;
  private static final int COLORS = 3;

  private final AutoencoderConfig config;
  private final Chain encoder;
  private final Conv quantConv;
  private final Conv postQuantConv;
  private final Chain decoder;
  private double scalingFactor = STABLE_DIFFUSION_SCALE;

  /** The structure alone, without values. */
  AutoencoderKl(NDManager manager, AutoencoderConfig config) {
    super(manager, STREAM_MEMBER);
    this.config = config;
    int latent = config.latentChannels();
    encoder = part("encoder", encoder());
    quantConv = part("quant_conv", Conv.pointwise(2 * latent, 2 * latent));
    postQuantConv = part("post_quant_conv", Conv.pointwise(latent, latent));
    decoder = part("decoder", decoder());
  }

  /** A network with PyTorch's default initial values, a function of config and seed alone. */
  public static AutoencoderKl create(NDManager manager, AutoencoderConfig config, long seed) {
    AutoencoderKl vae = new AutoencoderKl(manager, config);
    vae.initialize(seed);
    return vae;
  }

  /**
   * Reads a diffusers folder; files with the attention's former tensor names are understood.
   *
   * @throws DataException for another structure, and one for all tensors that are missing, extra or
   *     of another shape
   */
  public static AutoencoderKl load(NDManager manager, Path folder) {
    AutoencoderKl vae = structure(manager, folder);
    vae.loadTensors(folder);
    return vae;
  }

  /**
   * Whether {@link #load} would succeed, as far as names and shapes say; reads no values and needs
   * no engine.
   *
   * @return the network without values
   * @throws DataException as {@link #load}
   */
  public static AutoencoderKl check(Path folder) {
    AutoencoderKl vae = structure(PassthroughNDManager.INSTANCE, folder);
    vae.checkTensors(folder);
    return vae;
  }

  private static AutoencoderKl structure(NDManager manager, Path folder) {
    ConfigJson json = ConfigJson.read(folder);
    AutoencoderConfig config =
        json.build(
            () ->
                new AutoencoderConfig(
                    json.integers("block_out_channels"),
                    json.integer("layers_per_block"),
                    json.integer("latent_channels"),
                    json.integer("norm_num_groups")));
    AutoencoderKl vae = new AutoencoderKl(manager, config);
    double scale = json.number("scaling_factor", STABLE_DIFFUSION_SCALE);
    json.build(() -> vae.scaledBy(scale));
    json.checkStructure(vae.settings(), new JsonObject());
    return vae;
  }

  public AutoencoderConfig config() {
    return config;
  }

  /** What latents are multiplied by before the UNet and divided by before {@link #decode}. */
  public double scalingFactor() {
    return scalingFactor;
  }

  public void setScalingFactor(double factor) {
    Check.that(factor > 0 && Double.isFinite(factor), "scaling_factor", factor, "> 0 and finite");
    scalingFactor = factor;
  }

  /**
   * The moments of the posterior over latents, for {@link Posterior}.
   *
   * @param image (N,3,H,W) in [-1,1], sides divisible by the factor
   * @return (N,2L,h,w), attached to the image's manager
   */
  public NDArray encodeMoments(NDArray image) {
    try (NDArray features = encoder.forward(image)) { // (N, 2L, h, w)
      return quantConv.forward(features);
    }
  }

  /**
   * The image of a latent.
   *
   * @param z (N,L,h,w), divided by the scaling factor
   * @return (N,3,H,W), about [-1,1], not clamped; attached to z's manager
   */
  public NDArray decode(NDArray z) {
    try (NDArray features = postQuantConv.forward(z)) { // (N, L, h, w)
      return decoder.forward(features);
    }
  }

  /** The image of the most likely latent: (N,3,H,W) → (N,3,H,W). */
  @Override
  protected NDList evaluate(NDList inputs) {
    try (NDArray moments = encodeMoments(inputs.singletonOrThrow());
        NDArray mean = Posterior.mean(moments)) {
      return new NDList(decode(mean));
    }
  }

  private Chain encoder() {
    List<Integer> channels = config.blockOutChannels();
    Chain chain = new Chain().then("conv_in", Conv.same(COLORS, channels.get(0)));
    for (int level = 0; level < channels.size(); level++) {
      int in = channels.get(Math.max(level - 1, 0));
      int out = channels.get(level);
      String name = "down_blocks." + level;
      for (int j = 0; j < config.layersPerBlock(); j++) {
        chain.then(name + ".resnets." + j, resnet(j == 0 ? in : out, out));
      }
      if (level < channels.size() - 1) {
        chain.then(name + ".downsamplers.0", Downsampler.rightBottom(out));
      }
    }
    int deepest = channels.get(channels.size() - 1);
    return middle(chain, deepest)
        .then("conv_norm_out", GroupNorm.withSilu(deepest, config.normNumGroups(), EPSILON))
        .then("conv_out", Conv.same(deepest, 2 * config.latentChannels()));
  }

  private Chain decoder() {
    List<Integer> channels = config.blockOutChannels();
    int levels = channels.size();
    int deepest = channels.get(levels - 1);
    Chain chain = new Chain().then("conv_in", Conv.same(config.latentChannels(), deepest));
    middle(chain, deepest);
    for (int i = 0; i < levels; i++) {
      int in = channels.get(Math.min(levels - i, levels - 1));
      int out = channels.get(levels - 1 - i);
      String name = "up_blocks." + i;
      for (int j = 0; j <= config.layersPerBlock(); j++) {
        chain.then(name + ".resnets." + j, resnet(j == 0 ? in : out, out));
      }
      if (i < levels - 1) {
        chain.then(name + ".upsamplers.0", new Upsampler(out));
      }
    }
    int first = channels.get(0);
    return chain
        .then("conv_norm_out", GroupNorm.withSilu(first, config.normNumGroups(), EPSILON))
        .then("conv_out", Conv.same(first, COLORS));
  }

  private Chain middle(Chain chain, int channels) {
    return chain
        .then("mid_block.resnets.0", resnet(channels, channels))
        .then(
            "mid_block.attentions.0", new PixelAttention(channels, config.normNumGroups(), EPSILON))
        .then("mid_block.resnets.1", resnet(channels, channels));
  }

  private ResidualBlock resnet(int in, int out) {
    return ResidualBlock.untimed(in, out, config.normNumGroups(), EPSILON);
  }

  private AutoencoderKl scaledBy(double factor) {
    setScalingFactor(factor);
    return this;
  }

  @Override
  @Nullable LoraGroup loraGroup(String layer) {
    return layer.startsWith("encoder.") || layer.equals("quant_conv") ? LoraGroup.ENCODER : null;
  }

  /** Files from before diffusers 0.15 name the middle's attention otherwise. */
  @Override
  String currentName(String tensor) {
    return tensor
        .replace(".attentions.0.query.", ".attentions.0.to_q.")
        .replace(".attentions.0.key.", ".attentions.0.to_k.")
        .replace(".attentions.0.value.", ".attentions.0.to_v.")
        .replace(".attentions.0.proj_attn.", ".attentions.0.to_out.0.");
  }

  @Override
  JsonObject settings() {
    Gson gson = new Gson();
    int levels = config.blockOutChannels().size();
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", "AutoencoderKL");
    json.addProperty("act_fn", "silu");
    json.add("block_out_channels", gson.toJsonTree(config.blockOutChannels()));
    json.add(
        "down_block_types", gson.toJsonTree(Collections.nCopies(levels, "DownEncoderBlock2D")));
    json.addProperty("in_channels", COLORS);
    json.addProperty("latent_channels", config.latentChannels());
    json.addProperty("layers_per_block", config.layersPerBlock());
    json.addProperty("norm_num_groups", config.normNumGroups());
    json.addProperty("out_channels", COLORS);
    json.addProperty("scaling_factor", scalingFactor);
    json.add("shift_factor", JsonNull.INSTANCE);
    json.add("up_block_types", gson.toJsonTree(Collections.nCopies(levels, "UpDecoderBlock2D")));
    return json;
  }
}
