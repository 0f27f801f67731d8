package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A block whose tensors bear the names of the official files: its parts' names, joined by dots.
 * (DJL numbers the children of its blocks.) Parameters know their shapes from the start; their
 * values are given by whoever creates or loads the network.
 */
public abstract class NamedBlock extends AbstractBlock {
  private final Map<String, NamedBlock> parts = new LinkedHashMap<>();

  /** Adds a child; its name may hold dots. */
  protected final <B extends NamedBlock> B part(String name, B block) {
    parts.put(name, addChildBlock(name, block));
    return block;
  }

  /** Adds a parameter of this block. */
  protected final Parameter tensor(String name, Parameter.Type type, Shape shape) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optShape(shape)
            .optRequiresGrad(false)
            .build());
  }

  /** Every parameter of this block and its parts by its full name, in order. */
  public final SortedMap<String, Parameter> tensors() {
    TreeMap<String, Parameter> found = new TreeMap<>();
    visit(
        "",
        (prefix, block) ->
            block.getDirectParameters().forEach(p -> found.put(prefix + p.getKey(), p.getValue())));
    return Collections.unmodifiableSortedMap(found);
  }

  /** Every layer that can carry a low-rank adapter by its full name, in order. */
  public final SortedMap<String, AdaptableBlock> adaptable() {
    TreeMap<String, AdaptableBlock> found = new TreeMap<>();
    visit(
        "",
        (prefix, block) -> {
          if (block instanceof AdaptableBlock layer) {
            found.put(prefix.substring(0, prefix.length() - 1), layer);
          }
        });
    return Collections.unmodifiableSortedMap(found);
  }

  /** Every group norm of this block and its parts. */
  public final List<GroupNorm> norms() {
    List<GroupNorm> found = new ArrayList<>();
    visit(
        "",
        (prefix, block) -> {
          if (block instanceof GroupNorm norm) {
            found.add(norm);
          }
        });
    return found;
  }

  private void visit(String prefix, BiConsumer<String, NamedBlock> visitor) {
    visitor.accept(prefix, this);
    parts.forEach((name, part) -> part.visit(prefix + name + ".", visitor));
  }

  /** The typed forward of this block on a list of inputs in their order. */
  protected abstract NDList evaluate(NDList inputs);

  @Override
  protected final NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return evaluate(inputs);
  }

  /** Most blocks keep the shape of their first input. */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }
}
