package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.AdaptableBlock;
import org.gdposr.model.diffusion.block.Adapter;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.WeightFolder;
import org.jspecify.annotations.Nullable;

/**
 * What the UNet and the autoencoder share: named parameters, which belong to the manager given at
 * the start and are frozen until {@link #unfreeze}, and low-rank adapters.
 */
abstract class Network extends NamedBlock {
  private final NDManager manager;

  /** Keeps the random streams of networks apart that are made from one seed. */
  private final int streamMember;

  Network(NDManager manager, int streamMember) {
    this.manager = manager;
    this.streamMember = streamMember;
  }

  /** Settings in diffusers' words, as its config.json holds them. */
  abstract JsonObject settings();

  /** The adapter's group, or null for a layer that carries none. */
  abstract @Nullable LoraGroup loraGroup(String layer);

  /** Today's name of a tensor in a file, which may be old. */
  String currentName(String tensor) {
    return tensor;
  }

  /** PyTorch's default values, each tensor from a stream of its own. */
  final void initialize(long seed) {
    SortedMap<String, Parameter> tensors = tensors();
    int index = 0;
    for (Map.Entry<String, Parameter> e : tensors.entrySet()) {
      RandomStream random = RandomStream.of(seed, Purpose.INITIAL_WEIGHTS, index++, streamMember);
      float[] values = InitialValues.of(e.getKey(), tensors, random);
      Parameter parameter = e.getValue();
      ParameterLoader.fill(manager, parameter, Torch.tensor(manager, values, parameter.getShape()));
    }
  }

  final void loadTensors(Path folder) {
    ParameterLoader.load(manager, tensors(), WeightFolder.open(folder), this::knownName);
  }

  /**
   * @throws DataException as {@link #loadTensors}; reads no values
   */
  final void checkTensors(Path folder) {
    ParameterLoader.check(tensors(), WeightFolder.open(folder), this::knownName);
  }

  private Optional<String> knownName(String tensor) {
    return Optional.of(currentName(tensor));
  }

  /**
   * Writes config.json and diffusion_pytorch_model.safetensors, which diffusers loads. Adapters are
   * not written: merge them first, or save them apart.
   */
  public final void save(Path folder) {
    NetworkFiles.write(folder, settings(), namedParameters());
  }

  /** Parameters by their official names, in order; adapters are apart, in their {@link Lora}. */
  public final SortedMap<String, NDArray> namedParameters() {
    TreeMap<String, NDArray> arrays = new TreeMap<>();
    tensors().forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    return Collections.unmodifiableSortedMap(arrays);
  }

  /** Parameters in the order of their names. */
  public final List<NDArray> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** Parameters take no gradient from here on; adapters still do. */
  public final void freeze() {
    tensors().values().forEach(parameter -> parameter.freeze(true));
  }

  /** Every parameter takes a gradient from here on. */
  public final void unfreeze() {
    tensors().values().forEach(parameter -> parameter.freeze(false));
  }

  /**
   * Adds a trainable adapter to each target layer: A ~ N(0, (1/rank)²), B zero.
   *
   * @param seed the run's seed
   * @param purpose what the adapter is for: part of the key of A's values
   * @throws IllegalStateException if the network carries adapters already
   */
  public final Lora addLora(LoraSpec spec, long seed, Purpose purpose) {
    TreeMap<String, Lora.Part> parts = new TreeMap<>();
    int index = 0;
    for (Map.Entry<String, AdaptableBlock> e : adaptable().entrySet()) {
      LoraGroup group = loraGroup(e.getKey());
      if (group != null) {
        RandomStream random = RandomStream.of(seed, purpose, index++, streamMember);
        Adapter adapter = adapter(e.getValue(), spec, random);
        e.getValue().adapt(adapter);
        parts.put(e.getKey(), new Lora.Part(group, adapter));
      }
    }
    return new Lora(spec, parts);
  }

  /**
   * Adds the adapters of a peft folder or of a diffusers file, trainable as those of {@link
   * #addLora(LoraSpec, long, Purpose)}.
   *
   * @throws DataException listing every tensor that doesn't fit; the network is then as it was
   * @throws IllegalStateException if the network carries adapters already
   */
  public final Lora loadLora(Path path) {
    AdapterTensors adapters = LoraFiles.read(path);
    List<String> faults = adapters.faults(adaptable());
    adapters.others().forEach(name -> faults.add(name + ": extra"));
    adapters.refuse(faults);
    return addLora(adapters);
  }

  /** Adds adapters that are known to fit. */
  final Lora addLora(AdapterTensors adapters) {
    SortedMap<String, AdaptableBlock> layers = adaptable();
    TreeMap<String, Lora.Part> parts = new TreeMap<>();
    adapters
        .pairs()
        .forEach(
            (name, pair) -> {
              NDArray a = trainable(adapters.source(), pair.a());
              NDArray b = trainable(adapters.source(), pair.b());
              Adapter adapter = new Adapter(a, b, adapters.spec().scale());
              Objects.requireNonNull(layers.get(name)).adapt(adapter);
              LoraGroup group = pair.group() == null ? loraGroup(name) : pair.group();
              parts.put(name, new Lora.Part(group == null ? LoraGroup.OTHERS : group, adapter));
            });
    return new Lora(adapters.spec(), parts);
  }

  /**
   * What keeps tensors from replacing parameters.
   *
   * @param fileNames by the parameter's name
   */
  final List<String> replacementFaults(TensorSource source, SortedMap<String, String> fileNames) {
    SortedMap<String, Parameter> parameters = tensors();
    List<String> faults = new ArrayList<>();
    fileNames.forEach(
        (name, fileName) -> {
          Shape shape = Objects.requireNonNull(source.shapes().get(fileName));
          Parameter parameter = parameters.get(name);
          if (parameter == null) {
            faults.add(fileName + ": extra");
          } else if (!shape.equals(parameter.getShape())) {
            faults.add(fileName + ": " + shape + " (expected: " + parameter.getShape() + ")");
          }
        });
    return faults;
  }

  /** Overwrites parameters with tensors that are known to fit. */
  final void replace(TensorSource source, SortedMap<String, String> fileNames) {
    SortedMap<String, Parameter> parameters = tensors();
    fileNames.forEach(
        (name, fileName) -> {
          try (NDArray value = source.load(manager, fileName)) {
            value.copyTo(Objects.requireNonNull(parameters.get(name)).getArray());
          }
        });
  }

  private NDArray trainable(TensorSource source, @Nullable String fileName) {
    NDArray array = source.load(manager, Objects.requireNonNull(fileName));
    array.setRequiresGradient(true);
    return array;
  }

  /**
   * Adds (alpha/rank)·B·A to the weights and removes the adapters.
   *
   * @throws IllegalArgumentException if {@code lora} is not this network's
   */
  public final void mergeLora(Lora lora) {
    SortedMap<String, AdaptableBlock> layers = adaptable();
    lora.parts()
        .forEach(
            (name, part) -> {
              AdaptableBlock layer = layers.get(name);
              if (layer == null || !layer.carries(part.adapter())) {
                throw new IllegalArgumentException("lora: " + name + " (expected: added here)");
              }
            });
    lora.parts().keySet().forEach(name -> Objects.requireNonNull(layers.get(name)).mergeAdapter());
  }

  private Adapter adapter(AdaptableBlock layer, LoraSpec spec, RandomStream random) {
    Shape shape = layer.adapterInShape(spec.rank());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() / spec.rank());
    }
    NDArray a = Torch.tensor(manager, values, shape);
    NDArray b = manager.zeros(layer.adapterOutShape(spec.rank()));
    a.setRequiresGradient(true);
    b.setRequiresGradient(true);
    return new Adapter(a, b, spec.scale());
  }
}
