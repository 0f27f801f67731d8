package org.gdposr.model.diffusion;

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

  /** The UNet's tensors, by their names in the file. */
  public TensorSource source() {
    return file.source(tensorsOf(UNET));
  }

  /**
   * Replaces the first convolution, where the file has one, and adds the adapters.
   *
   * @throws DataException listing every module and tensor that doesn't fit; the network is then as
   *     it was
   */
  public Lora applyTo(UNet unet) {
    return checked(UNET, unet).apply(unet);
  }

  /**
   * Adds the autoencoder's adapters; empty if the file has none.
   *
   * @throws DataException listing every module and tensor that doesn't fit; the network is then as
   *     it was
   */
  public Optional<Lora> applyTo(AutoencoderKl vae) {
    return hasAutoencoder() ? Optional.of(checked(VAE, vae).apply(vae)) : Optional.empty();
  }

  /**
   * Whether {@link #applyTo} would succeed; networks without values will do.
   *
   * @throws DataException listing every module and tensor that doesn't fit
   */
  public void check(UNet unet, AutoencoderKl vae) {
    checked(UNET, unet);
    if (hasAutoencoder()) {
      checked(VAE, vae);
    }
  }

  /**
   * What the file changes in one network.
   *
   * @param replaced names in the file by the parameter's name
   */
  private record Change(AdapterTensors adapters, SortedMap<String, String> replaced) {
    Lora apply(Network network) {
      network.replace(adapters.source(), replaced);
      return network.addLora(adapters);
    }
  }

  private Change checked(String part, Network network) {
    AdapterTensors adapters = adapters(part);
    SortedMap<String, String> replaced = new TreeMap<>();
    List<String> faults = adapters.faults(network.adaptable());
    faults.addAll(listFaults(adapters, part));
    for (String name : adapters.others()) {
      if (part.equals(UNET) && name.startsWith(CONV_IN)) {
        replaced.put(name.replace(".base_layer.", "."), name);
      } else {
        faults.add(name + ": extra");
      }
    }
    faults.addAll(network.replacementFaults(adapters.source(), replaced));
    adapters.refuse(faults);
    return new Change(adapters, replaced);
  }

  private AdapterTensors adapters(String part) {
    TensorSource source = file.source(tensorsOf(part));
    return new AdapterTensors(source, "", new LoraSpec(rank(part), ALPHA));
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
