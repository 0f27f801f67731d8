package org.gdposr.model.inventory;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.AuthorsCheckpoint;
import org.gdposr.model.diffusion.AutoencoderKl;
import org.gdposr.model.diffusion.UNet;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.MetricWeights;
import org.gdposr.model.tagger.TagFiles;
import org.gdposr.model.tagger.Tagger;
import org.gdposr.model.text.TextEncoder;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;
import org.gdposr.model.weights.WeightFolder;

/**
 * The parts of a folder of weights, each held against its config or its official form. Reads names
 * and shapes, no values.
 *
 * @param parts the known ones in a fixed order, networks' before metrics', then checkpoints by name
 */
public record WeightInventory(List<WeightPart> parts) {
  static final String VAE = "vae";
  static final String UNET = "unet";
  static final String TEXT_ENCODER = "text_encoder";
  static final String TOKENIZER = "tokenizer";
  static final String SCHEDULER = "scheduler";
  static final String CONTEXT = "context";
  static final String RAM = "ram";
  static final String DAPE = "dape";
  static final String TAGS = "tag list";
  static final String THRESHOLDS = "tag thresholds";

  /** What makes a folder one of networks, to be complete. */
  private static final List<String> DIFFUSION =
      List.of(VAE, UNET, TEXT_ENCODER, TOKENIZER, SCHEDULER, CONTEXT);

  private static final String CONTEXT_FILE = "context.safetensors";

  public WeightInventory {
    parts = List.copyOf(parts);
  }

  /**
   * Lists a folder.
   *
   * @throws DataException if it is none or cannot be read
   */
  public static WeightInventory of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + ": no such folder (expected: a folder of weights)");
    }
    try {
      List<WeightPart> parts = new ArrayList<>();
      parts.add(part(folder, VAE, VAE, WeightInventory::vae));
      parts.add(part(folder, UNET, UNET, WeightInventory::unet));
      parts.add(part(folder, TEXT_ENCODER, TEXT_ENCODER, WeightInventory::textEncoder));
      parts.add(part(folder, TOKENIZER, TOKENIZER, SmallFiles::tokenizer));
      parts.add(part(folder, SCHEDULER, SCHEDULER, SmallFiles::scheduler));
      parts.add(part(folder, CONTEXT, CONTEXT_FILE, file -> List.of(Safetensors.source(file))));
      parts.add(part(folder, RAM, Tagger.RAM, WeightInventory::ram));
      parts.add(part(folder, DAPE, Tagger.DAPE, WeightInventory::dape));
      parts.add(part(folder, TAGS, TagFiles.TAGS, SmallFiles::tags));
      parts.add(part(folder, THRESHOLDS, TagFiles.THRESHOLDS, SmallFiles::thresholds));
      for (String name : MetricWeights.files()) {
        parts.add(part(folder, MetricWeights.role(name), name, MetricWeights::tensors));
      }
      for (String name : checkpoints(folder)) {
        parts.add(part(folder, name, name, file -> checkpoint(folder, file)));
      }
      return new WeightInventory(parts);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Official names of what a use takes and the folder lacks or has unfit. */
  public List<String> missing(WeightUse use) {
    List<String> missing = new ArrayList<>();
    for (WeightPart part : parts) {
      if (use.parts().contains(part.name()) && !part.sound()) {
        missing.add(part.official());
      }
    }
    if (use.required() && !has(CONTEXT) && !(has(TEXT_ENCODER) && has(TOKENIZER))) {
      missing.add(CONTEXT_FILE + ", or text_encoder/ and tokenizer/");
    }
    return missing;
  }

  /** Official names of what a metric takes and the folder lacks or has unfit. */
  public List<String> missing(MetricName metric) {
    return metric.files().stream()
        .filter(
            file -> parts.stream().noneMatch(part -> part.official().equals(file) && part.sound()))
        .toList();
  }

  /**
   * Whether all that is there can be used, and is enough for something: for training and upscaling
   * if there is any part of theirs, else for one metric.
   */
  public boolean sound() {
    boolean complete =
        hasNetworks() || !hasMetrics()
            ? Stream.of(WeightUse.values())
                .filter(WeightUse::required)
                .allMatch(use -> missing(use).isEmpty())
            : scores();
    return complete && parts.stream().allMatch(part -> part.fault().isEmpty());
  }

  /** Whether a metric that takes weights has all of them. */
  public boolean scores() {
    return Stream.of(MetricName.values())
        .anyMatch(metric -> !metric.files().isEmpty() && missing(metric).isEmpty());
  }

  /** Whether there is any part of a diffusion model's, fit or not. */
  public boolean hasNetworks() {
    return parts.stream().anyMatch(part -> part.present() && DIFFUSION.contains(part.name()));
  }

  /** Whether there is any part of a metric's, fit or not. */
  public boolean hasMetrics() {
    return parts.stream().anyMatch(part -> part.present() && isMetrics(part));
  }

  /**
   * What is there, and what is missing of a diffusion model unless the folder is a metrics' one.
   */
  public List<WeightPart> shown() {
    boolean metricsOnly = hasMetrics() && !hasNetworks();
    return parts.stream()
        .filter(part -> part.present() || !metricsOnly && !isMetrics(part))
        .toList();
  }

  private static boolean isMetrics(WeightPart part) {
    return MetricWeights.files().contains(part.official());
  }

  private boolean has(String name) {
    return parts.stream().anyMatch(part -> part.name().equals(name) && part.sound());
  }

  /** Looks at one part and gives its tensors, by network. */
  @FunctionalInterface
  interface Look {
    List<TensorSource> at(Path path) throws IOException;
  }

  private static WeightPart part(Path folder, String name, String place, Look look)
      throws IOException {
    Path path = folder.resolve(place);
    List<String> files = new ArrayList<>();
    long bytes = 0;
    if (Files.exists(path)) {
      try (Stream<Path> walk = Files.walk(path)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          files.add(folder.relativize(file).toString().replace('\\', '/'));
          bytes += Files.size(file);
        }
      }
    }
    String official = official(place);
    SortedSet<String> types = new TreeSet<>();
    if (files.isEmpty()) {
      return new WeightPart(name, official, files, 0, 0, types, 0, Optional.empty());
    }
    try {
      int tensors = 0;
      long parameters = 0;
      for (TensorSource source : look.at(path)) {
        types.addAll(source.types().values());
        tensors += source.shapes().size();
        parameters += source.shapes().values().stream().mapToLong(Shape::size).sum();
      }
      return new WeightPart(
          name, official, files, tensors, parameters, types, bytes, Optional.empty());
    } catch (DataException e) {
      return new WeightPart(
          name, official, files, 0, 0, types, bytes, Optional.ofNullable(e.getMessage()));
    } catch (IOException e) {
      Optional<String> fault = Optional.of(path + ": cannot be read: " + e.getMessage());
      return new WeightPart(name, official, files, 0, 0, types, bytes, fault);
    }
  }

  private static String official(String place) {
    return switch (place) {
      case VAE, UNET -> place + "/diffusion_pytorch_model.safetensors";
      case TEXT_ENCODER -> place + "/model.safetensors";
      case TOKENIZER -> place + "/vocab.json";
      case SCHEDULER -> place + "/scheduler_config.json";
      default -> place;
    };
  }

  private static List<TensorSource> vae(Path folder) {
    AutoencoderKl.check(folder);
    return List.of(WeightFolder.open(folder));
  }

  private static List<TensorSource> unet(Path folder) {
    UNet.check(folder);
    return List.of(WeightFolder.open(folder));
  }

  private static List<TensorSource> ram(Path file) {
    Tagger.checkRam(file);
    return List.of(TorchFile.open(file).stateDict());
  }

  private static List<TensorSource> dape(Path file) {
    Tagger.checkDape(file);
    return List.of(TorchFile.open(file).stateDict());
  }

  private static List<TensorSource> textEncoder(Path folder) {
    TextEncoder.check(folder);
    return List.of(WeightFolder.open(folder));
  }

  /** The authors' checkpoints change the networks beside them; of others only the tensors count. */
  private static List<TensorSource> checkpoint(Path folder, Path file) {
    TorchFile torch = TorchFile.open(file);
    if (!torch.dict().containsKey("state_dict_unet")) {
      return List.of(torch.stateDict());
    }
    AuthorsCheckpoint checkpoint = AuthorsCheckpoint.open(file);
    checkpoint.check(UNet.check(folder.resolve(UNET)), AutoencoderKl.check(folder.resolve(VAE)));
    return List.of(checkpoint.source());
  }

  private static List<String> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pkl") || name.endsWith(".pth"))
          .filter(name -> !name.equals(Tagger.RAM) && !name.equals(Tagger.DAPE))
          .filter(name -> !MetricWeights.files().contains(name))
          .sorted()
          .toList();
    }
  }
}
