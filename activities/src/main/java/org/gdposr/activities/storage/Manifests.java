package org.gdposr.activities.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;

/** What stages published, by stage key and generation. */
public final class Manifests {
  private static final Pattern NAME = Pattern.compile(".*/([0-9]+)\\.json");

  private final ObjectStore objects;
  private final JsonObjects records;
  private final ArtifactStore artifacts;

  public Manifests(ObjectStore objects) {
    this.objects = objects;
    records = new JsonObjects(objects);
    artifacts = new ArtifactStore(objects);
  }

  /** The newest generation whose files are all there with their sizes. */
  public Optional<Manifest> newestUsable(String stageKey) {
    return generations(stageKey).stream()
        .map(generation -> load(stageKey, generation))
        .filter(this::usable)
        .findFirst();
  }

  /** The newest generation, whether or not its files are there. */
  public Optional<Manifest> newest(String stageKey) {
    return generations(stageKey).stream().findFirst().map(generation -> load(stageKey, generation));
  }

  /** Whether all files are there with their sizes. */
  public boolean usable(Manifest manifest) {
    return manifest.files().stream().allMatch(artifacts::present);
  }

  /** The generation after the newest published one, from 1. */
  public int nextGeneration(String stageKey) {
    List<Integer> generations = generations(stageKey);
    return generations.isEmpty() ? 1 : generations.get(0) + 1;
  }

  /**
   * Publishes a generation once.
   *
   * @return the stored manifest: the given one, or the one that another process published with the
   *     same results
   * @throws StageFailure of class INTERNAL if the generation was published with other results
   */
  public Manifest publish(Manifest manifest) {
    String key = StoreLayout.manifest(manifest.stageKey(), manifest.generation());
    if (records.createOnce(key, manifest)) {
      return manifest;
    }
    Manifest stored = load(manifest.stageKey(), manifest.generation());
    if (!stored.outputSha256().equals(manifest.outputSha256())) {
      throw new StageFailure(
          FailureType.INTERNAL,
          key + " was published before with other bytes of " + differing(stored, manifest));
    }
    return stored;
  }

  /**
   * @throws StageFailure of class DATA if there is none
   */
  public Manifest load(String stageKey, int generation) {
    return find(stageKey, generation)
        .orElseThrow(() -> missing(StoreLayout.manifest(stageKey, generation)));
  }

  /** What a generation published, if it did. */
  public Optional<Manifest> find(String stageKey, int generation) {
    return records.find(StoreLayout.manifest(stageKey, generation), Manifest.class);
  }

  /** SHA-256 of the manifest's stored bytes. */
  public String sha256(Manifest manifest) {
    String key = StoreLayout.manifest(manifest.stageKey(), manifest.generation());
    return objects.find(key).map(Json::sha256).orElseThrow(() -> missing(key));
  }

  private static StageFailure missing(String key) {
    return new StageFailure(FailureType.DATA, "store: " + key + " is missing");
  }

  /** Newest first. */
  private List<Integer> generations(String stageKey) {
    List<Integer> generations = new ArrayList<>();
    for (String key : objects.list(StoreLayout.manifests(stageKey))) {
      Matcher matcher = NAME.matcher(key);
      if (matcher.matches()) {
        generations.add(Integer.parseInt(matcher.group(1)));
      }
    }
    generations.sort(Comparator.reverseOrder());
    return generations;
  }

  private static String differing(Manifest stored, Manifest manifest) {
    Map<String, String> digests = new HashMap<>();
    stored.files().forEach(file -> digests.put(file.name(), file.sha256()));
    TreeSet<String> names = new TreeSet<>();
    for (ArtifactFile file : manifest.files()) {
      if (!file.sha256().equals(digests.remove(file.name()))) {
        names.add(file.name());
      }
    }
    names.addAll(digests.keySet());
    return String.join(", ", names);
  }
}
