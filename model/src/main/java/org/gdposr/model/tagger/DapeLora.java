package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.diffusion.block.AdaptableBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/**
 * The degradation-aware prompt extractor (Wu et al. 2024, "SeeSR"): RAM fine-tuned on degraded
 * images by a LoRA of rank 8 and alpha 1, so of scale 1/8, on queries and values of the image's
 * windows and on queries and keys of the tag decoder.
 *
 * <p>Of the networks that tagging doesn't run, {@code tag_encoder} matters all the same: in the
 * official model its first cross-attentions share the tag decoder's weights, so what is merged into
 * them changes the tags.
 */
final class DapeLora {
  private static final int RANK = 8;
  private static final double SCALE = 1.0 / RANK;
  private static final List<String> ELSEWHERE = List.of("tag_encoder.", "text_decoder.");

  private final TreeMap<String, Parameter> factors = new TreeMap<>();
  private final List<Runnable> merges = new ArrayList<>();

  private DapeLora(Ram ram, Set<String> present) {
    SortedMap<String, Parameter> tensors = ram.tensors();
    for (Map.Entry<String, AdaptableBlock> e : ram.adaptable().entrySet()) {
      String name = e.getKey();
      Parameter weight = Objects.requireNonNull(tensors.get(name + ".weight"));
      Shape a = e.getValue().adapterInShape(RANK);
      Shape b = e.getValue().adapterOutShape(RANK);
      if (name.endsWith(".attn.qkv")) {
        long width = a.get(1);
        Shape twoA = new Shape(2 * RANK, width);
        plan(name, twoA, new Shape(2 * width, RANK), weight, TaggerOps::mergeQueryValue);
      } else if (name.endsWith(".self.query") || name.endsWith(".self.key")) {
        String twin = name.replace("tagging_head.", "tag_encoder.");
        if (present.contains(twin + ".lora_A") || present.contains(twin + ".lora_B")) {
          plan(twin, a, b, weight, Ops::mergeLora);
        }
        plan(name, a, b, weight, Ops::mergeLora);
      }
    }
  }

  /**
   * Adds a file's LoRA to the weights of {@code ram}.
   *
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  static void merge(NDManager manager, Ram ram, TensorSource source) {
    DapeLora lora = new DapeLora(ram, source.shapes().keySet());
    try (NDManager scope = manager.newSubManager()) {
      ParameterLoader.load(scope, lora.factors, source, lora::currentName);
      lora.merges.forEach(Runnable::run);
    }
  }

  /** As {@link #merge} without values and without the engine. */
  static void check(RamConfig config, TensorSource source) {
    DapeLora lora = new DapeLora(Ram.structure(config), source.shapes().keySet());
    ParameterLoader.check(lora.factors, source, lora::currentName);
  }

  private Optional<String> currentName(String tensor) {
    boolean unused =
        !factors.containsKey(tensor) && ELSEWHERE.stream().anyMatch(tensor::startsWith);
    return unused ? Optional.empty() : Optional.of(tensor);
  }

  private void plan(String layer, Shape shapeA, Shape shapeB, Parameter weight, Merge merge) {
    Parameter a = factor(layer + ".lora_A", shapeA);
    Parameter b = factor(layer + ".lora_B", shapeB);
    merges.add(() -> merge.add(weight.getArray(), a.getArray(), b.getArray(), SCALE));
  }

  private Parameter factor(String name, Shape shape) {
    Parameter parameter =
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.WEIGHT)
            .optShape(shape)
            .optRequiresGrad(false)
            .build();
    factors.put(name, parameter);
    return parameter;
  }

  /** Adds scale·B·A to a weight, in place. */
  private interface Merge {
    void add(NDArray weight, NDArray a, NDArray b, double scale);
  }
}
