package org.gdposr.activities.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of trainings. A checkpoint's files lie under its generation, not among the shared
 * objects, so that it can be deleted without asking who else uses them; its record is written last.
 */
public final class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
  private static final Pattern RECORD = Pattern.compile("(.*/([0-9]{12})-[0-9]{5})\\.json");

  private final ArtifactStore artifacts;
  private final ObjectStore objects;
  private final JsonObjects records;
  private final Claims claims;

  public Checkpoints(ArtifactStore artifacts) {
    this.artifacts = artifacts;
    objects = artifacts.objects();
    records = new JsonObjects(objects);
    claims = new Claims(objects);
  }

  /**
   * A checkpoint on this machine.
   *
   * @param step steps finished since the stage's beginning
   * @param folder its files
   */
  public record Loaded(long step, Path folder) {}

  /**
   * Publishes a checkpoint, then deletes those of the same generation beyond the newest {@code
   * keep}.
   *
   * @param folder its files
   * @throws StageFailure of class PREEMPTED if the shard was claimed anew: nothing is published
   */
  public void publish(Claim claim, long step, Path folder, int keep) {
    requireNewest(claim);
    List<ArtifactFile> files = new ArrayList<>();
    for (Path file : regularFiles(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      FileDigest digest = FileDigest.of(file);
      files.add(new ArtifactFile(name, digest.sha256(), digest.bytes()));
      objects.upload(StoreLayout.checkpointFile(claim, step, name), file);
    }
    requireNewest(claim);
    records.put(StoreLayout.checkpoint(claim, step), new CheckpointFiles(files));
    prune(claim, keep);
  }

  /**
   * Downloads and verifies the newest checkpoint. One that is torn is skipped for the one before.
   *
   * @param into folder in which the checkpoint's folder is made
   */
  public Optional<Loaded> newest(String stageKey, int generation, Path into) {
    for (Saved saved : saved(stageKey, generation)) {
      Path folder = into.resolve("checkpoint-" + saved.step());
      try {
        download(saved, folder);
        return Optional.of(new Loaded(saved.step(), folder));
      } catch (StageFailure e) {
        if (e.type() != FailureType.DATA) {
          throw e;
        }
        log.warn(
            "checkpoint of step {} is torn, using the one before: {}",
            saved.step(),
            e.getMessage());
      }
    }
    return Optional.empty();
  }

  private void download(Saved saved, Path folder) {
    deleteFolder(folder);
    CheckpointFiles record =
        records
            .find(saved.record(), CheckpointFiles.class)
            .orElseThrow(() -> new StageFailure(FailureType.DATA, saved.record() + " is missing"));
    for (ArtifactFile file : record.files()) {
      String key = saved.files() + file.name();
      if (!artifacts.download(key, file, folder.resolve(file.name()))) {
        throw new StageFailure(FailureType.DATA, key + " does not hold the bytes it should");
      }
    }
  }

  private void prune(Claim claim, int keep) {
    List<Saved> all = saved(claim.stageKey(), claim.generation());
    for (Saved old : all.subList(Math.min(keep, all.size()), all.size())) {
      // the record first: what is half deleted is no checkpoint
      objects.delete(old.record());
      objects.list(old.files()).forEach(objects::delete);
    }
  }

  private void requireNewest(Claim claim) {
    if (!claims.isNewest(claim)) {
      throw new StageFailure(
          FailureType.PREEMPTED,
          "shard " + claim.shard() + " was claimed anew after fence " + claim.fence());
    }
  }

  /** Newest first. */
  private List<Saved> saved(String stageKey, int generation) {
    List<Saved> saved = new ArrayList<>();
    for (String key : objects.list(StoreLayout.checkpoints(stageKey, generation))) {
      Matcher matcher = RECORD.matcher(key);
      if (matcher.matches()) {
        saved.add(new Saved(Long.parseLong(matcher.group(2)), key, matcher.group(1) + "/"));
      }
    }
    saved.sort(Comparator.comparing(Saved::record).reversed());
    return saved;
  }

  private static List<Path> regularFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw StoreFailures.local(folder, e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static void deleteFolder(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw StoreFailures.local(folder, e);
    }
  }

  private record CheckpointFiles(List<ArtifactFile> files) {
    CheckpointFiles {
      files = List.copyOf(files);
    }
  }

  /**
   * A checkpoint in the store.
   *
   * @param record key of its record
   * @param files key prefix of its files
   */
  private record Saved(long step, String record, String files) {}
}
