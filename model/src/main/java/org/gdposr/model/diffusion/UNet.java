package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.util.passthrough.PassthroughNDManager;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.GroupNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ConfigJson;
import org.jspecify.annotations.Nullable;

/**
 * The noise predictor ε_θ(x_t, t, c) of Eq. 3–5 and 9: diffusers' UNet2DConditionModel in Stable
 * Diffusion 2.1's structure. Legend: N batch, L latent channels, h × w latent pixels, T context
 * tokens of width D.
 *
 * <p>Parameters belong to the manager given at the start and live as long as it does; don't create
 * or load a network inside an NDScope.
 */
public final class UNet extends Network {
  private static final int STREAM_MEMBER = 0;
  private static final String ATTENTION = "CrossAttn";

  private final UNetConfig config;
  private final int timeChannels;
  private final Linear time1;
  private final Linear time2;
  private final Conv convIn;
  private final List<DownLevel> down = new ArrayList<>();
  private final MidLevel mid;
  private final List<UpLevel> up = new ArrayList<>();
  private final GroupNorm normOut;
  private final Conv convOut;

  /** The structure alone, without values. */
  UNet(NDManager manager, UNetConfig config) {
    super(manager, STREAM_MEMBER);
    this.config = config;
    UNetWidths widths = new UNetWidths(config);
    timeChannels = widths.channels(0);
    time1 = part("time_embedding.linear_1", new Linear(timeChannels, widths.timeWidth(), Bias.YES));
    time2 =
        part(
            "time_embedding.linear_2",
            new Linear(widths.timeWidth(), widths.timeWidth(), Bias.YES));
    convIn = part("conv_in", Conv.same(config.latentChannels(), timeChannels));
    for (int level = 0; level < widths.levels(); level++) {
      down.add(part("down_blocks." + level, new DownLevel(widths, level)));
    }
    mid = part("mid_block", new MidLevel(widths));
    for (int i = 0; i < widths.levels(); i++) {
      up.add(part("up_blocks." + i, new UpLevel(widths, widths.levels() - 1 - i)));
    }
    normOut =
        part(
            "conv_norm_out",
            GroupNorm.withSilu(timeChannels, config.normNumGroups(), UNetWidths.EPSILON));
    convOut = part("conv_out", Conv.same(timeChannels, config.latentChannels()));
  }

  /** A network with PyTorch's default initial values, a function of config and seed alone. */
  public static UNet create(NDManager manager, UNetConfig config, long seed) {
    UNet unet = new UNet(manager, config);
    unet.initialize(seed);
    return unet;
  }

  /**
   * Reads a diffusers folder.
   *
   * @throws DataException for another structure, and one for all tensors that are missing, extra or
   *     of another shape
   */
  public static UNet load(NDManager manager, Path folder) {
    UNet unet = structure(manager, folder);
    unet.loadTensors(folder);
    return unet;
  }

  /**
   * Whether {@link #load} would succeed, as far as names and shapes say; reads no values and needs
   * no engine.
   *
   * @return the network without values
   * @throws DataException as {@link #load}
   */
  public static UNet check(Path folder) {
    UNet unet = structure(PassthroughNDManager.INSTANCE, folder);
    unet.checkTensors(folder);
    return unet;
  }

  private static UNet structure(NDManager manager, Path folder) {
    ConfigJson json = ConfigJson.read(folder);
    List<Integer> channels = json.integers("block_out_channels");
    UNetConfig config =
        json.build(
            () ->
                new UNetConfig(
                    channels,
                    json.integers("attention_head_dim", channels.size()),
                    json.integer("layers_per_block"),
                    json.integer("cross_attention_dim"),
                    json.integer("norm_num_groups"),
                    json.integer("in_channels")));
    UNet unet = new UNet(manager, config);
    JsonObject settings = unet.settings();
    settings.add("attention_head_dim", json.json().get("attention_head_dim"));
    JsonObject defaults = new JsonObject();
    defaults.addProperty("use_linear_projection", false);
    json.checkStructure(settings, defaults);
    return unet;
  }

  public UNetConfig config() {
    return config;
  }

  /**
   * Predicts the noise.
   *
   * @param x noisy latents (N,L,h,w)
   * @param timesteps (N), float32
   * @param context (N,T,D)
   * @return (N,L,h,w), attached to x's manager
   */
  public NDArray forward(NDArray x, NDArray timesteps, NDArray context) {
    return Torch.scoped(() -> predict(x, embed(timesteps), context));
  }

  private NDArray predict(NDArray x, NDArray time, NDArray context) {
    Deque<NDArray> skips = new ArrayDeque<>();
    NDArray h = convIn.forward(x); // (N, C0, h, w)
    skips.push(h);
    for (DownLevel level : down) {
      h = level.forward(h, time, context, skips); // (N, Ci, h/2^i, w/2^i)
    }
    h = mid.forward(h, time, context);
    for (UpLevel level : up) {
      try (NDArray before = h) {
        h = level.forward(before, time, context, skips);
      }
    }
    try (NDArray features = h; // (N, C0, h, w)
        NDArray normed = normOut.forward(features)) {
      return convOut.forward(normed); // (N, L, h, w)
    }
  }

  /** SiLU of the time embedding, which is all that the levels use of it: (N) → (N,timeWidth). */
  private NDArray embed(NDArray timesteps) {
    NDArray waves = Ops.timestepEmbedding(timesteps, timeChannels); // (N, C0)
    NDArray embedding = time2.forward(Ops.silu(time1.forward(waves))); // (N, timeWidth)
    return Ops.silu(embedding);
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2)));
  }

  @Override
  @Nullable LoraGroup loraGroup(String layer) {
    if (layer.startsWith("time_embedding.") || layer.endsWith(".time_emb_proj")) {
      return null;
    }
    if (layer.equals("conv_in") || layer.startsWith("down_blocks.")) {
      return LoraGroup.ENCODER;
    }
    return layer.startsWith("up_blocks.") ? LoraGroup.DECODER : LoraGroup.OTHERS;
  }

  @Override
  JsonObject settings() {
    Gson gson = new Gson();
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", "UNet2DConditionModel");
    json.addProperty("act_fn", "silu");
    json.add("attention_head_dim", gson.toJsonTree(config.attentionHeadDim()));
    json.add("block_out_channels", gson.toJsonTree(config.blockOutChannels()));
    json.addProperty("center_input_sample", false);
    json.addProperty("cross_attention_dim", config.crossAttentionDim());
    json.add("down_block_types", blockTypes("DownBlock2D"));
    json.addProperty("downsample_padding", 1);
    json.addProperty("dual_cross_attention", false);
    json.addProperty("flip_sin_to_cos", true);
    json.addProperty("freq_shift", 0);
    json.addProperty("in_channels", config.latentChannels());
    json.addProperty("layers_per_block", config.layersPerBlock());
    json.addProperty("mid_block_scale_factor", 1);
    json.addProperty("norm_eps", UNetWidths.EPSILON);
    json.addProperty("norm_num_groups", config.normNumGroups());
    json.add("num_attention_heads", JsonNull.INSTANCE);
    json.addProperty("only_cross_attention", false);
    json.addProperty("out_channels", config.latentChannels());
    json.addProperty("resnet_out_scale_factor", 1);
    json.addProperty("resnet_skip_time_act", false);
    json.addProperty("resnet_time_scale_shift", "default");
    json.addProperty("time_embedding_type", "positional");
    JsonArray upTypes = new JsonArray();
    List<JsonElement> reversed = new ArrayList<>(blockTypes("UpBlock2D").asList());
    Collections.reverse(reversed);
    reversed.forEach(upTypes::add);
    json.add("up_block_types", upTypes);
    json.addProperty("use_linear_projection", true);
    return json;
  }

  /** One type per level, counted as on the way down. */
  private JsonArray blockTypes(String plain) {
    JsonArray types = new JsonArray();
    for (int level = 0; level < down.size(); level++) {
      types.add(level == down.size() - 1 ? plain : ATTENTION + plain);
    }
    return types;
  }
}
