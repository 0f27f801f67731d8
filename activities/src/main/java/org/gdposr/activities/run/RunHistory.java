package org.gdposr.activities.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.jspecify.annotations.Nullable;

/** Why a stage has to be computed, told by the runs before. Reads the store only when asked. */
final class RunHistory {
  private static final int CHANGES_SHOWN = 3;

  private final RunRecords records;
  private final Manifests manifests;
  private final Map<String, Map<Stage, StagePin>> pins = new HashMap<>();
  private @Nullable List<String> newestFirst;

  RunHistory(RunRecords records, Manifests manifests) {
    this.records = records;
    this.manifests = manifests;
  }

  /** A stage's identity in an earlier run. */
  private record Earlier(String runId, StageIdentity identity) {}

  /** Why nothing is published for this identity. */
  String whyMissing(StageIdentity identity) {
    return earlier(identity.stage())
        .map(before -> since(before, IdentityChanges.between(before.identity(), identity)))
        .orElseGet(this::first);
  }

  /**
   * Why a stage has to wait for its inputs.
   *
   * @param sections the stage's config
   * @param changing inputs that are not published
   */
  String whyWaiting(Stage stage, Map<String, Object> sections, List<Stage> changing) {
    return earlier(stage).map(before -> waiting(before, sections, changing)).orElseGet(this::first);
  }

  private static String waiting(
      Earlier before, Map<String, Object> sections, List<Stage> changing) {
    Stage stage = before.identity().stage();
    StageIdentity now =
        new StageIdentity(stage, stage.revision(), sections, before.identity().inputs());
    List<String> reasons = new ArrayList<>();
    List<String> changes = IdentityChanges.between(before.identity(), now);
    if (!changes.isEmpty()) {
      reasons.add(since(before, changes));
    }
    changing.forEach(input -> reasons.add("input " + input.word() + " will change"));
    return String.join(", ", reasons);
  }

  private static String since(Earlier before, List<String> changes) {
    if (changes.isEmpty()) {
      return "its manifest is gone since run " + before.runId();
    }
    int shown = Math.min(changes.size(), CHANGES_SHOWN);
    String more = changes.size() > shown ? " and " + (changes.size() - shown) + " more" : "";
    return String.join(", ", changes.subList(0, shown)) + more + " since run " + before.runId();
  }

  private String first() {
    return runs().isEmpty() ? "first run" : "no run has published it yet";
  }

  /** The stage in the newest run that pinned it. */
  private Optional<Earlier> earlier(Stage stage) {
    for (String runId : runs()) {
      StagePin pin = pins.computeIfAbsent(runId, records::pins).get(stage);
      if (pin != null) {
        Optional<Earlier> found = load(runId, pin);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Earlier> load(String runId, StagePin pin) {
    try {
      return Optional.of(
          new Earlier(runId, manifests.load(pin.stageKey(), pin.generation()).identity()));
    } catch (StageFailure e) {
      if (e.type() != FailureType.DATA) {
        throw e;
      }
      // a manifest that is gone or broken tells nothing
      return Optional.empty();
    }
  }

  private List<String> runs() {
    if (newestFirst == null) {
      newestFirst =
          records.runIds().stream()
              .sorted(Comparator.comparing(records::createdAt).reversed())
              .toList();
    }
    return newestFirst;
  }
}
