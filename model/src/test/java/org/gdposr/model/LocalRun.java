package org.gdposr.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.ImageFolder;
import org.gdposr.model.source.BenchmarkImages;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.SourceImages;

/** Runs stages one after the other in this process, on folders: what a store does, without one. */
public final class LocalRun {
  private final PipelineSpec spec;
  private final Path root;
  private final Map<Stage, Path> outputs = new EnumMap<>(Stage.class);
  private final List<Path> sources = new ArrayList<>();

  public LocalRun(PipelineSpec spec, Path root) {
    this.spec = spec;
    this.root = root;
    for (int i = 0; i < spec.data().deadLeaves().count(); i++) {
      Path file = root.resolve("sources/%05d.png".formatted(i));
      create(root.resolve("sources"));
      ImageFiles.writePng(file, DeadLeaves.render(spec.data().deadLeaves(), spec.seed(), i));
      sources.add(file);
    }
  }

  /** Runs a stage's chunks in the given order and returns its output folder. */
  public Path run(Stage stage, StageHost host) {
    StageWork work = StageWorks.of(stage, spec);
    return run(stage, work.chunks(), host);
  }

  /** Takes another run's output as this one's. */
  public void adopt(Stage stage, Path output) {
    outputs.put(stage, output);
  }

  /** Runs some chunks of a stage. */
  public Path run(Stage stage, List<String> chunks, StageHost host) {
    StageWork work = StageWorks.of(stage, spec);
    Path out = root.resolve(stage.word());
    create(out);
    if (stage.concludes()) {
      outputs.put(stage, out);
    }
    for (String chunk : chunks) {
      work.run(chunk, inputs(), out, host);
    }
    outputs.put(stage, out);
    return out;
  }

  /** SHA-256 of every file below a folder, by name. */
  public static Map<String, String> digests(Path folder) {
    Map<String, String> digests = new TreeMap<>();
    for (String name : new Folder(folder).names()) {
      digests.put(name, sha256(folder.resolve(name)));
    }
    return digests;
  }

  private StageInputs inputs() {
    return new StageInputs() {
      @Override
      public SourceImages sources() {
        return new Sources(sources);
      }

      @Override
      public StageFiles of(Stage producer) {
        Path folder = outputs.get(producer);
        if (folder == null) {
          throw new IllegalStateException(producer + " has not run");
        }
        return new Folder(folder);
      }

      @Override
      public BenchmarkImages benchmark(String set) {
        BenchmarkSet named =
            spec.benchmark().sets().stream()
                .filter(s -> s.name().equals(set))
                .findFirst()
                .orElseThrow();
        return new BenchmarkImages(
            new Sources(ImageFolder.images(Path.of(named.lr()))),
            new Sources(ImageFolder.images(Path.of(named.hr()))));
      }

      @Override
      public Path otherModel(String name) {
        return spec.benchmark().others().stream()
            .filter(other -> other.name().equals(name))
            .map(other -> Path.of(other.folder()))
            .findFirst()
            .orElseThrow();
      }

      @Override
      public Path metricWeights() {
        return spec.metrics().folder();
      }

      @Override
      public Path baseWeights() {
        return Path.of(spec.naosd().base());
      }
    };
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Sources(List<Path> files) implements SourceImages {
    @Override
    public int size() {
      return files.size();
    }

    @Override
    public String name(int index) {
      return String.valueOf(files.get(index).getFileName());
    }

    @Override
    public String sha256(int index) {
      return LocalRun.sha256(files.get(index));
    }

    @Override
    public Path path(int index) {
      return files.get(index);
    }
  }

  private record Folder(Path root) implements StageFiles {
    @Override
    public List<String> names() {
      try (Stream<Path> tree = Files.walk(root)) {
        return tree.filter(Files::isRegularFile)
            .map(f -> root.relativize(f).toString())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Path path(String name) {
      return root.resolve(name);
    }

    @Override
    public Path folder(String folder) {
      return root.resolve(folder);
    }
  }

  /** A host that keeps checkpoints in a folder and stops where it is told. */
  public static final class Host implements StageHost {
    private final Path checkpoints;
    private final long every;
    private final long stopAt;
    private final Map<String, Double> last = new TreeMap<>();
    private Optional<Path> latest = Optional.empty();
    private long step;

    /**
     * @param every steps between checkpoints
     * @param stopAt the step after which a stop is asked for, or a negative number
     */
    public Host(Path checkpoints, long every, long stopAt) {
      this.checkpoints = checkpoints;
      this.every = every;
      this.stopAt = stopAt;
      if (Files.isDirectory(checkpoints.resolve("latest"))) {
        latest = Optional.of(checkpoints.resolve("latest"));
      }
    }

    /** A host that neither stops nor keeps checkpoints. */
    public static Host quiet() {
      return new Host(Path.of("none"), Long.MAX_VALUE, -1);
    }

    @Override
    public void progress(String phase, long step, long steps) {}

    @Override
    public void metric(String name, long step, double value) {
      last.put(name, value);
    }

    /** The newest value of each metric. */
    public Map<String, Double> metrics() {
      return last;
    }

    @Override
    public void timed(String name, Runnable work) {
      work.run();
    }

    @Override
    public Optional<Path> latestCheckpoint() {
      return latest;
    }

    @Override
    public boolean checkpointDue(long step) {
      this.step = step;
      return step % every == 0 || stopRequested();
    }

    @Override
    public void saveCheckpoint(long step, Path folder) {
      Path target = checkpoints.resolve("latest");
      create(target);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              target.resolve(String.valueOf(file.getFileName())),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      latest = Optional.of(target);
    }

    @Override
    public boolean stopRequested() {
      return stopAt >= 0 && step >= stopAt;
    }
  }
}
