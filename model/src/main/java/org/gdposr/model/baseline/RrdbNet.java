package org.gdposr.model.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/**
 * ESRGAN's generator at ×4 (Wang et al. 2018), which Real-ESRGAN, LDL and BSRGAN share: (N,3,H,W)
 * in [0, 1] → (N,3,4H,4W), about [0, 1]. Tensors bear basicsr's names.
 */
public final class RrdbNet extends UnaryBlock {
  private static final int SCALE = 4;
  private static final double SLOPE = 0.2;
  private static final double RESIDUAL = 0.2;
  private static final Pattern BLOCK = Pattern.compile("body\\.\\d+\\.rdb1\\.conv1\\.weight");

  /** BSRGAN keeps the names of the first ESRGAN; none of them occurs in basicsr's. */
  private static final Map<String, String> BSRGAN_NAMES =
      Map.of(
          "RRDB_trunk.", "body.",
          ".RDB1.", ".rdb1.",
          ".RDB2.", ".rdb2.",
          ".RDB3.", ".rdb3.",
          "trunk_conv.", "conv_body.",
          "upconv1.", "conv_up1.",
          "upconv2.", "conv_up2.",
          "HRconv.", "conv_hr.");

  private final Conv first;
  private final Chain body;
  private final Conv bodyEnd;
  private final Conv up1;
  private final Conv up2;
  private final Conv high;
  private final Conv last;

  private RrdbNet(int channels, int growth, int blocks) {
    first = part("conv_first", Conv.same(3, channels));
    body = part("body", new Chain());
    for (int i = 0; i < blocks; i++) {
      body.then(Integer.toString(i), new Rrdb(channels, growth));
    }
    bodyEnd = part("conv_body", Conv.same(channels, channels));
    up1 = part("conv_up1", Conv.same(channels, channels));
    up2 = part("conv_up2", Conv.same(channels, channels));
    high = part("conv_hr", Conv.same(channels, channels));
    last = part("conv_last", Conv.same(channels, 3));
  }

  /**
   * The network of a file, as wide and deep as its tensors are.
   *
   * @param manager owns the weights
   * @param source in the layout of {@code RealESRGAN_x4plus.pth} (its {@code params_ema}; LDL's is
   *     the same) or of {@code BSRGAN.pth}
   * @throws DataException naming the file and what doesn't fit
   */
  public static RrdbNet load(NDManager manager, TensorSource source) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    source.shapes().forEach((name, shape) -> shapes.put(currentName(name), shape));
    int blocks = (int) shapes.keySet().stream().filter(n -> BLOCK.matcher(n).matches()).count();
    RrdbNet network =
        new RrdbNet(
            outputs(source, shapes, "conv_first.weight"),
            outputs(source, shapes, "body.0.rdb1.conv1.weight"),
            blocks);
    ParameterLoader.load(
        manager, network.tensors(), source, name -> Optional.of(currentName(name)));
    return network;
  }

  private static String currentName(String tensor) {
    String name = tensor;
    for (Map.Entry<String, String> e : BSRGAN_NAMES.entrySet()) {
      name = name.replace(e.getKey(), e.getValue());
    }
    return name;
  }

  private static int outputs(TensorSource source, SortedMap<String, Shape> shapes, String kernel) {
    Shape shape = shapes.get(kernel);
    if (shape == null || shape.dimension() != 4) {
      throw new DataException(
          source.label()
              + ": no kernel "
              + kernel
              + " (expected: an RRDBNet as in RealESRGAN_x4plus.pth or BSRGAN.pth)");
    }
    return Math.toIntExact(shape.get(0));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray features = Torch.scoped(() -> features(x)); // (N, C, H, W)
        NDArray twice = enlarge(up1, features); // (N, C, 2H, 2W)
        NDArray four = enlarge(up2, twice); // (N, C, 4H, 4W)
        NDArray sharp = Torch.scoped(() -> leakyRelu(high.forward(four)))) {
      return last.forward(sharp); // (N, 3, 4H, 4W)
    }
  }

  private NDArray features(NDArray x) {
    NDArray shallow = first.forward(x);
    try (NDArray deep = body.forward(shallow)) {
      return Ops.addInto(bodyEnd.forward(deep), shallow);
    }
  }

  private static NDArray enlarge(Conv conv, NDArray x) {
    return Torch.scoped(() -> leakyRelu(conv.forward(Ops.upsampleNearest(x, 2))));
  }

  /** In place: x must be a fresh result. */
  static NDArray leakyRelu(NDArray x) {
    return Ops.leakyReluInto(x, SLOPE);
  }

  /** x + 0.2·change. */
  static NDArray residual(NDArray x, NDArray change) {
    return Ops.axpby(RESIDUAL, change, 1, x);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), 3, SCALE * in.get(2), SCALE * in.get(3))};
  }
}
