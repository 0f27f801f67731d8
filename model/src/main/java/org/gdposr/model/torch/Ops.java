package org.gdposr.model.torch;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch operations that the method's networks and losses use; each equals the function of the
 * same name in {@code torch.nn.functional}. Legend: N batch, C channels, H × W pixels, L tokens.
 */
public final class Ops {
  private static final ScriptLibrary LIBRARY = ScriptLibrary.fromResource(Ops.class, "ops.py");

  private Ops() {}

  public static NDArray silu(NDArray x) {
    return call("silu", x);
  }

  public static NDArray gelu(NDArray x) {
    return call("gelu", x);
  }

  public static NDArray relu(NDArray x) {
    return call("relu", x);
  }

  /** In place: x must be a fresh result that no operation has saved. */
  public static NDArray leakyReluInto(NDArray x, double slope) {
    return call("leaky_relu_into", x, slope);
  }

  public static NDArray sigmoid(NDArray x) {
    return call("sigmoid", x);
  }

  /** OpenAI's approximation of gelu, {@code x·sigmoid(1.702·x)}. */
  public static NDArray quickGelu(NDArray x) {
    return call("quick_gelu", x);
  }

  /** x (N,C,H,W), weight and bias (C). */
  public static NDArray groupNorm(NDArray x, int groups, NDArray weight, NDArray bias, double eps) {
    return call("group_norm", x, groups, weight, bias, eps);
  }

  /** {@code silu(groupNorm(x))} in one call. */
  public static NDArray groupNormSilu(
      NDArray x, int groups, NDArray weight, NDArray bias, double eps) {
    return call("group_norm_silu", x, groups, weight, bias, eps);
  }

  /**
   * Means, then variances, of the groups over the whole batch's rows top to bottom − 1 and columns
   * left to right − 1: x (N,C,H,W) → (2,groups).
   */
  public static NDArray groupMoments(
      NDArray x, int groups, long top, long bottom, long left, long right) {
    return call("group_moments", x, groups, top, bottom, left, right);
  }

  /** {@code x·slopes + offsets} per channel: x (N,C,H,W), slopes and offsets (C). */
  public static NDArray affine(NDArray x, NDArray slopes, NDArray offsets) {
    return call("affine", x, slopes, offsets);
  }

  /** {@code silu(affine(x))} in one call. */
  public static NDArray affineSilu(NDArray x, NDArray slopes, NDArray offsets) {
    return call("affine_silu", x, slopes, offsets);
  }

  /** Over the last axis; weight and bias of its length. */
  public static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double eps) {
    return call("layer_norm", x, weight, bias, eps);
  }

  /** x (…,in), weight (out,in) → (…,out). */
  public static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return MacCount.linear(
        bias == null ? call("linear_no_bias", x, weight) : call("linear", x, weight, bias), x);
  }

  /** x (N,C,H,W), weight (O,C,k,k), zero padding on all sides. */
  public static NDArray conv2d(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding) {
    return MacCount.convolution(
        bias == null
            ? call("conv2d_no_bias", x, weight, stride, padding)
            : call("conv2d", x, weight, bias, stride, padding),
        weight);
  }

  /** Scaled dot-product attention: q (N,L,C), k and v (N,M,C) → (N,L,C). */
  public static NDArray attention(NDArray q, NDArray k, NDArray v, int heads) {
    return MacCount.attention(call("attention", q, k, v, heads, false), q, k);
  }

  /** As {@link #attention} where each token sees itself and those before it: all (N,L,C). */
  public static NDArray causalAttention(NDArray q, NDArray k, NDArray v, int heads) {
    return call("attention", q, k, v, heads, true);
  }

  /**
   * Rows of tokens (V,C) by number plus the first L rows of positions (P,C): ids (N,L) → (N,L,C).
   */
  public static NDArray embedTokens(NDArray ids, NDArray tokens, NDArray positions) {
    return call("embed_tokens", ids, tokens, positions);
  }

  /** First half times gelu of the second half of the last axis. */
  public static NDArray geglu(NDArray x) {
    return call("geglu", x);
  }

  public static NDArray upsampleNearest(NDArray x, int factor) {
    return call("upsample_nearest", x, factor);
  }

  /** (N,C,H,W) → (N,C,height,width). */
  public static NDArray upsampleNearest(NDArray x, long height, long width) {
    return call("upsample_nearest_to", x, height, width);
  }

  /** One column of zeros on the right and one row at the bottom. */
  public static NDArray padRightBottom(NDArray x) {
    return call("pad_right_bottom", x);
  }

  /** {@code x·scale + shift}. */
  public static NDArray scaleShift(NDArray x, double scale, double shift) {
    return call("scale_shift", x, scale, shift);
  }

  /** {@code x / divisor}, which is not always {@code x·(1/divisor)}. */
  public static NDArray divide(NDArray x, double divisor) {
    return call("divide", x, divisor);
  }

  /** Interleaved 8-bit samples (H,W,3) → (1,3,H,W) in [0, 1]. */
  public static NDArray image(NDArray levels) {
    return call("image", levels);
  }

  /** {@code a·x + b·y}. */
  public static NDArray axpby(double a, NDArray x, double b, NDArray y) {
    return LIBRARY.call(x.getManager(), "axpby", a, x, b, y);
  }

  public static NDArray clamp(NDArray x, double low, double high) {
    return call("clamp", x, low, high);
  }

  /** Each channel's difference from the channels' mean: x (N,C,H,W). */
  public static NDArray chroma(NDArray x) {
    return call("chroma", x);
  }

  /** Mean squared error over all elements, a scalar. */
  public static NDArray mse(NDArray x, NDArray y) {
    return call("mse", x, y);
  }

  /** Mean absolute error over all elements, a scalar. */
  public static NDArray l1(NDArray x, NDArray y) {
    return call("l1", x, y);
  }

  /** {@link #linear} plus scale·B·A: a (r,in), b (out,r). */
  public static NDArray linearLora(
      NDArray x, NDArray weight, @Nullable NDArray bias, NDArray a, NDArray b, double scale) {
    return bias == null
        ? call("linear_no_bias_lora", x, weight, a, b, scale)
        : call("linear_lora", x, weight, bias, a, b, scale);
  }

  /** {@link #conv2d} plus scale·B·A: a (r,C,k,k) with the same stride and padding, b (O,r,1,1). */
  public static NDArray conv2dLora(
      NDArray x,
      NDArray weight,
      NDArray bias,
      NDArray a,
      NDArray b,
      double scale,
      int stride,
      int padding) {
    return call("conv2d_lora", x, weight, bias, a, b, scale, stride, padding);
  }

  /** Adds scale·B·A to {@code weight}, in place. */
  public static void mergeLora(NDArray weight, NDArray a, NDArray b, double scale) {
    call("merge_lora", weight, a, b, scale).close();
  }

  /** Cosines then sines of t over wavelengths up to 10,000: t (N) → (N,width). */
  public static NDArray timestepEmbedding(NDArray t, int width) {
    return call("timestep_embedding", t, width);
  }

  /** x (N,C,H,W) plus v (N,C), in place: x must be a fresh result that no operation has saved. */
  public static NDArray addPerChannel(NDArray x, NDArray v) {
    return call("add_per_channel", x, v);
  }

  /** x plus y, in place: x must be a fresh result that no operation has saved. */
  public static NDArray addInto(NDArray x, NDArray y) {
    return call("add_into", x, y);
  }

  /** (N,C,H,W) and (N,D,H,W) → (N,C+D,H,W). */
  public static NDArray concatChannels(NDArray x, NDArray y) {
    return call("concat_channels", x, y);
  }

  /**
   * Pixels as tokens: (N,C,H,W) → (N,H·W,C), a view: products of views round otherwise than those
   * of copies, and diffusers' are of views.
   */
  public static NDArray tokens(NDArray x) {
    return call("tokens", x);
  }

  /** x (N,C,H,W) plus tokens (N,H·W,C) put back in their places. */
  public static NDArray addTokens(NDArray x, NDArray tokens) {
    return call("add_tokens", x, tokens);
  }

  /** mean + exp(½·clamp(ln σ², −30, 20))·noise: moments (N,2L,h,w), noise (N,L,h,w). */
  public static NDArray posteriorSample(NDArray moments, NDArray noise) {
    return call("posterior_sample", moments, noise);
  }

  /** The first half of the channels: (N,2L,h,w) → (N,L,h,w). */
  public static NDArray posteriorMean(NDArray moments) {
    return call("posterior_mean", moments);
  }

  /** Mean over all latent elements of ½(μ² + σ² − 1 − ln σ²), a scalar: moments (N,2L,h,w). */
  public static NDArray posteriorKl(NDArray moments) {
    return call("posterior_kl", moments);
  }

  /** a·x + b·noise, where a and b broadcast. */
  public static NDArray addNoise(NDArray x, NDArray noise, NDArray a, NDArray b) {
    return call("add_noise", x, noise, a, b);
  }

  /** (x − b·epsilon)/a. */
  public static NDArray predictOriginal(NDArray x, NDArray epsilon, double a, double b) {
    return call("predict_original", x, epsilon, a, b);
  }

  private static NDArray call(String method, Object... args) {
    return LIBRARY.call(((NDArray) args[0]).getManager(), method, args);
  }
}
