package org.gdposr.model.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network against basicsr's, whose weights come from the same keys. */
class RrdbNetTest {
  private static final int CHANNELS = 8;
  private static final int GROWTH = 4;
  private static final int BLOCKS = 2;

  private final Fixture fixture = Fixture.of("rrdb");
  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void outputEqualsBasicsrs() {
    RrdbNet network = RrdbNet.load(manager, new RandomWeights(shapes()));
    NDArray x = fixture.array(manager, "x");
    NDArray y = network.forward(x);
    assertEquals(new Shape(2, 3, 28, 20), y.getShape());
    assertArrayEquals(new Shape[] {y.getShape()}, network.getOutputShapes(shapesOf(x)));
    Parity.assertClose(fixture, "y", y, Parity.OUTPUT);
  }

  @Test
  void bsrgansNamesLeadToTheSameNetwork() {
    TensorSource current = new RandomWeights(shapes());
    RrdbNet network = RrdbNet.load(manager, new OldNames(current));
    NDArray y = network.forward(fixture.array(manager, "x"));
    Parity.assertClose(fixture, "y", y, Parity.OUTPUT);
  }

  @Test
  void aForwardLeavesNothingButItsResult() {
    RrdbNet network = RrdbNet.load(manager, new RandomWeights(shapes()));
    NDArray x = fixture.array(manager, "x");
    int before = manager.getManagedArrays().size();
    network.forward(x).close();
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void anotherNetworksFileIsRefusedByName() {
    TensorSource other = new RandomWeights(Map.of("conv_in.weight", new Shape(8, 3, 3, 3)));
    DataException e = assertThrows(DataException.class, () -> RrdbNet.load(manager, other));
    assertEquals(
        "random weights: no kernel conv_first.weight (expected: an RRDBNet as in"
            + " RealESRGAN_x4plus.pth or BSRGAN.pth)",
        e.getMessage());
  }

  @Test
  void aNetworkOfAnotherScaleIsRefused() {
    SortedMap<String, Shape> shapes = shapes();
    shapes.put("conv_first.weight", new Shape(CHANNELS, 12, 3, 3));
    DataException e =
        assertThrows(DataException.class, () -> RrdbNet.load(manager, new RandomWeights(shapes)));
    assertEquals(
        "random weights: tensors that do not fit the network: conv_first.weight: (8, 12, 3, 3)"
            + " (expected: (8, 3, 3, 3))",
        e.getMessage());
  }

  @Test
  void aBlockWithoutItsPartsIsRefused() {
    SortedMap<String, Shape> shapes = shapes();
    shapes.remove("body.1.rdb2.conv3.bias");
    DataException e =
        assertThrows(DataException.class, () -> RrdbNet.load(manager, new RandomWeights(shapes)));
    assertEquals(
        "random weights: tensors that do not fit the network: body.1.rdb2.conv3.bias: missing",
        e.getMessage());
  }

  private static Shape[] shapesOf(NDArray x) {
    return new Shape[] {x.getShape()};
  }

  private static SortedMap<String, Shape> shapes() {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    putConv(shapes, "conv_first", 3, CHANNELS);
    for (int block = 0; block < BLOCKS; block++) {
      for (int dense = 1; dense <= 3; dense++) {
        String name = "body." + block + ".rdb" + dense + ".conv";
        for (int i = 0; i < 5; i++) {
          putConv(shapes, name + (i + 1), CHANNELS + i * GROWTH, i < 4 ? GROWTH : CHANNELS);
        }
      }
    }
    for (String name : new String[] {"conv_body", "conv_up1", "conv_up2", "conv_hr"}) {
      putConv(shapes, name, CHANNELS, CHANNELS);
    }
    putConv(shapes, "conv_last", CHANNELS, 3);
    return shapes;
  }

  private static void putConv(Map<String, Shape> shapes, String name, int in, int out) {
    shapes.put(name + ".weight", new Shape(out, in, 3, 3));
    shapes.put(name + ".bias", new Shape(out));
  }

  /** The same values under the names of BSRGAN.pth. */
  private record OldNames(TensorSource current) implements TensorSource {
    @Override
    public String label() {
      return "BSRGAN.pth";
    }

    @Override
    public SortedMap<String, Shape> shapes() {
      TreeMap<String, Shape> shapes = new TreeMap<>();
      current.shapes().forEach((name, shape) -> shapes.put(old(name), shape));
      return shapes;
    }

    @Override
    public NDArray load(NDManager manager, String name) {
      for (String current : this.current.shapes().keySet()) {
        if (old(current).equals(name)) {
          return this.current.load(manager, current);
        }
      }
      throw new AssertionError(name);
    }

    private static String old(String name) {
      return name.replace("body.", "RRDB_trunk.")
          .replace("conv_RRDB_trunk.", "trunk_conv.")
          .replace(".rdb", ".RDB")
          .replace("conv_up", "upconv")
          .replace("conv_hr", "HRconv");
    }
  }
}
