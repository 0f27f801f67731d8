package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.weights.TensorSource;

/** Names and shapes of RAM's official files, written down apart from the network. */
final class RamLayout {
  /** That of ram_reference.py. */
  static final RamConfig TINY =
      new RamConfig(32, 8, List.of(3, 2, 2, 1), List.of(1, 2, 4, 4), 4, 12, 16, 24, 2, 2, 40);

  private static final int RANK = 8;

  private RamLayout() {}

  /** ram_swin_large_14m.pth, with some of what tagging does not use. */
  static SortedMap<String, Shape> ramFile(RamConfig c) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    String vision = "visual_encoder.";
    shapes.put(vision + "patch_embed.proj.weight", new Shape(c.embedDim(), 3, 4, 4));
    shapes.put(vision + "patch_embed.proj.bias", new Shape(c.embedDim()));
    putNorm(shapes, vision + "patch_embed.norm", c.embedDim());
    int stages = c.depths().size();
    for (int stage = 0; stage < stages; stage++) {
      long width = (long) c.embedDim() << stage;
      int side = c.imageSize() / 4 >> stage;
      int window = Math.min(side, c.window());
      long tokens = (long) window * window;
      String layer = vision + "layers." + stage + ".";
      for (int i = 0; i < c.depths().get(stage); i++) {
        String block = layer + "blocks." + i + ".";
        long positions = (2L * window - 1) * (2L * window - 1);
        shapes.put(
            block + "attn.relative_position_bias_table",
            new Shape(positions, c.heads().get(stage)));
        shapes.put(block + "attn.relative_position_index", new Shape(tokens, tokens));
        if (i % 2 == 1 && side > window) {
          shapes.put(block + "attn_mask", new Shape(1, tokens, tokens));
        }
        putNorm(shapes, block + "norm1", width);
        putLinear(shapes, block + "attn.qkv", width, 3 * width);
        putLinear(shapes, block + "attn.proj", width, width);
        putNorm(shapes, block + "norm2", width);
        putLinear(shapes, block + "mlp.fc1", width, 4 * width);
        putLinear(shapes, block + "mlp.fc2", 4 * width, width);
      }
      if (stage < stages - 1) {
        putNorm(shapes, layer + "downsample.norm", 4 * width);
        shapes.put(layer + "downsample.reduction.weight", new Shape(2 * width, 4 * width));
      }
    }
    long last = (long) c.embedDim() << (stages - 1);
    putNorm(shapes, vision + "norm", last);
    putLinear(shapes, "image_proj", last, c.imageWidth());
    shapes.put("label_embed", new Shape(c.tags(), c.imageWidth()));
    putLinear(shapes, "wordvec_proj", c.imageWidth(), c.hidden());
    for (int i = 0; i < c.decoderLayers(); i++) {
      putDecoderLayer(shapes, "tagging_head.encoder.layer." + i + ".", c);
      putDecoderLayer(shapes, "tag_encoder.encoder.layer." + i + ".", c);
    }
    putLinear(shapes, "fc", c.hidden(), 1);
    shapes.put("tag_encoder.embeddings.position_ids", new Shape(1, 512));
    shapes.put("text_decoder.cls.predictions.bias", new Shape(50));
    return shapes;
  }

  /** DAPE.pth, with some of what tagging does not use. */
  static SortedMap<String, Shape> dapeFile(RamConfig c) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    for (int stage = 0; stage < c.depths().size(); stage++) {
      long width = (long) c.embedDim() << stage;
      for (int i = 0; i < c.depths().get(stage); i++) {
        String layer = "visual_encoder.layers." + stage + ".blocks." + i + ".attn.qkv";
        shapes.put(layer + ".lora_A", new Shape(2 * RANK, width));
        shapes.put(layer + ".lora_B", new Shape(2 * width, RANK));
      }
    }
    for (String network : List.of("tagging_head", "tag_encoder", "text_decoder.bert")) {
      for (int i = 0; i < c.decoderLayers(); i++) {
        String layer = network + ".encoder.layer." + i + ".crossattention.self.";
        putLora(shapes, layer + "query", c.hidden(), c.hidden());
        putLora(shapes, layer + "key", c.imageWidth(), c.hidden());
      }
    }
    putLora(shapes, "tag_encoder.encoder.layer.0.attention.self.query", c.hidden(), c.hidden());
    return shapes;
  }

  /** The same values under other names. */
  static TensorSource renamed(TensorSource source, String part, String formerly) {
    return new TensorSource() {
      @Override
      public String label() {
        return source.label();
      }

      @Override
      public SortedMap<String, Shape> shapes() {
        TreeMap<String, Shape> shapes = new TreeMap<>();
        source.shapes().forEach((n, shape) -> shapes.put(n.replace(part, formerly), shape));
        return shapes;
      }

      @Override
      public NDArray load(NDManager manager, String name) {
        return source.load(manager, name.replace(formerly, part));
      }
    };
  }

  private static void putDecoderLayer(Map<String, Shape> shapes, String layer, RamConfig c) {
    putLinear(shapes, layer + "crossattention.self.query", c.hidden(), c.hidden());
    putLinear(shapes, layer + "crossattention.self.key", c.imageWidth(), c.hidden());
    putLinear(shapes, layer + "crossattention.self.value", c.imageWidth(), c.hidden());
    putLinear(shapes, layer + "crossattention.output.dense", c.hidden(), c.hidden());
    putNorm(shapes, layer + "crossattention.output.LayerNorm", c.hidden());
    putLinear(shapes, layer + "intermediate.dense", c.hidden(), c.intermediate());
    putLinear(shapes, layer + "output.dense", c.intermediate(), c.hidden());
    putNorm(shapes, layer + "output.LayerNorm", c.hidden());
  }

  private static void putLinear(Map<String, Shape> shapes, String name, long in, long out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }

  private static void putNorm(Map<String, Shape> shapes, String name, long width) {
    shapes.put(name + ".weight", new Shape(width));
    shapes.put(name + ".bias", new Shape(width));
  }

  private static void putLora(Map<String, Shape> shapes, String name, long in, long out) {
    shapes.put(name + ".lora_A", new Shape(RANK, in));
    shapes.put(name + ".lora_B", new Shape(out, RANK));
  }
}
