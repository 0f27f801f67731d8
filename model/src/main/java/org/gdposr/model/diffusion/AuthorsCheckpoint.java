package org.gdposr.model.diffusion;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gdposr.model.DataException;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * What the authors' training writes, and OSEDiff's (osediff.pkl): peft's adapters on the UNet in
 * three groups, perhaps the UNet's first convolution in full, perhaps adapters on the autoencoder.
 */
public final class AuthorsCheckpoint {
  /** peft's default, which the file doesn't tell. */
  private static final double ALPHA = 8;

  private static final String UNET = "unet";
  private static final String VAE = "vae";
  private static final String CONV_IN = "conv_in.";

  private final TorchFile file;
  private final Path path;

  private AuthorsCheckpoint(TorchFile file, Path path) {
    this.file = file;
    this.path = path;
  }

  /**
   * @throws DataException if the file is no such checkpoint
   */
  public static AuthorsCheckpoint open(Path path) {
    AuthorsCheckpoint checkpoint = new AuthorsCheckpoint(TorchFile.open(path), path);
    checkpoint.file.dict(tensorsOf(UNET));
    return checkpoint;
  }

  /** Whether the autoencoder is trained too. */
  public boolean hasAutoencoder() {
    return file.dict().containsKey(tensorsOf(VAE));
  }

  /** Parameters by their names in the file, of both networks. */
  public SortedMap<String, Shape> shapes() {
    TreeMap<String, Shape> shapes = new TreeMap<>(file.source(tensorsOf(UNET)).shapes());
    if (hasAutoencoder()) {
      shapes.putAll(file.source(tensorsOf(VAE)).shapes());
    }
    return shapes;
  }

  /**
   * Replaces the first convolution, where the file has one, and adds the adapters.
   *
   * @throws DataException listing every module and tensor that doesn't fit; the network is then as
   *     it was
   */
  public Lora applyTo(UNet unet) {
    AdapterTensors adapters = adapters(UNET);
    SortedMap<String, String> replaced = new TreeMap<>();
    for (String name : adapters.others()) {
      if (name.startsWith(CONV_IN)) {
        replaced.put(name.replace(".base_layer.", "."), name);
      }
    }
    return apply(adapters, replaced, UNET, unet);
  }

  /**
   * Adds the autoencoder's adapters; empty if the file has none.
   *
   * @throws DataException listing every module and tensor that doesn't fit; the network is then as
   *     it was
   */
  public Optional<Lora> applyTo(AutoencoderKl vae) {
    return hasAutoencoder()
        ? Optional.of(apply(adapters(VAE), new TreeMap<>(), VAE, vae))
        : Optional.empty();
  }

  private AdapterTensors adapters(String part) {
    TensorSource source = file.source(tensorsOf(part));
    return new AdapterTensors(source, "", new LoraSpec(rank(part), ALPHA));
  }

  private Lora apply(
      AdapterTensors adapters, SortedMap<String, String> replaced, String part, Network network) {
    List<String> faults = adapters.faults(network.adaptable());
    faults.addAll(listFaults(adapters, part));
    faults.addAll(network.replacementFaults(adapters.source(), replaced));
    for (String name : adapters.others()) {
      if (!replaced.containsValue(name)) {
        faults.add(name + ": extra");
      }
    }
    adapters.refuse(faults);
    network.replace(adapters.source(), replaced);
    return network.addLora(adapters);
  }

  /** Where the lists of modules and the tensors disagree. */
  private List<String> listFaults(AdapterTensors adapters, String part) {
    List<String> faults = new ArrayList<>();
    Map<String, LoraGroup> listed = new TreeMap<>();
    for (LoraGroup group : LoraGroup.values()) {
      String key = part + "_lora_" + group.name().toLowerCase(Locale.ROOT) + "_modules";
      if (file.dict().get(key) instanceof List<?> modules) {
        modules.forEach(module -> listed.put(String.valueOf(module), group));
      }
    }
    TreeSet<String> layers = new TreeSet<>(listed.keySet());
    layers.addAll(adapters.pairs().keySet());
    for (String layer : layers) {
      AdapterTensors.Pair pair = adapters.pairs().get(layer);
      LoraGroup group = listed.get(layer);
      if (pair == null) {
        faults.add(layer + ": listed as " + group + " without tensors");
      } else if (pair.group() == null || !pair.group().equals(group)) {
        faults.add(layer + ": tensors of " + pair.group() + " (expected: listed as " + group + ")");
      }
    }
    return faults;
  }

  private int rank(String part) {
    Object rank = Objects.requireNonNullElse(file.dict().get("rank_" + part), "absent");
    if (rank instanceof Integer number && number >= 1) {
      return number;
    }
    throw new DataException(path + ": rank_" + part + ": " + rank + " (expected: >= 1)");
  }

  private static String tensorsOf(String part) {
    return "state_dict_" + part;
  }
}
