package org.gdposr.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The six stages in order. Each word is the same in packages, configs, stores and tracking. */
public enum Stage {
  /** LR images from HR images. */
  DEGRADATION(1),
  /** The one-step base model. */
  NAOSD(2),
  /** Groups of restorations of one image under different noises. */
  ROLLOUT(2),
  /** Scores, rewards and advantages of the groups. */
  ARF(2),
  /** The policy model. */
  GDPO(2),
  /** The result table on held-out images. */
  BENCHMARK(3);

  private final int revision;

  Stage(int revision) {
    this.revision = revision;
  }

  /**
   * Part of every stage key: raised by hand when a stage's results change for the same spec and
   * inputs, so that no cache serves the old ones. A golden test per stage guards it.
   */
  public int revision() {
    return revision;
  }

  /** The stage's word in lower case: {@code degradation}, {@code naosd}, … */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for a word that names no stage
   */
  public static Stage ofWord(String word) {
    for (Stage stage : values()) {
      if (stage.word().equals(word)) {
        return stage;
      }
    }
    throw new IllegalArgumentException(
        "stage: " + word + " (expected: one of degradation, naosd, rollout, arf, gdpo, benchmark)");
  }

  /** The stages whose published files this one reads. */
  public List<Stage> inputs() {
    return switch (this) {
      case DEGRADATION -> List.of();
      case NAOSD -> List.of(DEGRADATION);
      case ROLLOUT -> List.of(DEGRADATION, NAOSD);
      case ARF -> List.of(DEGRADATION, ROLLOUT);
      case GDPO -> List.of(NAOSD, ROLLOUT, ARF);
      case BENCHMARK -> List.of(DEGRADATION, NAOSD, GDPO);
    };
  }

  /** Whether the source images are read as well. */
  public boolean readsSources() {
    return switch (this) {
      case DEGRADATION, NAOSD, ARF, BENCHMARK -> true;
      case ROLLOUT, GDPO -> false;
    };
  }

  /** Whether the work is a list of chunks that shards share, rather than one training. */
  public boolean fansOut() {
    return switch (this) {
      case DEGRADATION, ROLLOUT, ARF -> true;
      case NAOSD, GDPO, BENCHMARK -> false;
    };
  }

  /**
   * The parts of the config that this stage's results depend on, by config key: what its stage key
   * digests, and all that its computation is given.
   */
  public Map<String, Object> sections(PipelineSpec spec) {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("seed", spec.seed());
    switch (this) {
      case DEGRADATION -> {
        sections.put("data.heldOut", spec.data().heldOut());
        sections.put("degradation", spec.degradation());
      }
      case NAOSD -> sections.put("naosd", spec.naosd());
      case ROLLOUT -> sections.put("rollout", spec.rollout());
      case ARF -> {
        sections.put("arf", spec.arf());
        sections.put("rollout.visits", spec.rollout().visits());
      }
      case GDPO -> sections.put("gdpo", spec.gdpo());
      case BENCHMARK -> {
        sections.put("benchmark", spec.benchmark());
        sections.put("arf.niqe", spec.arf().niqe());
      }
    }
    return sections;
  }
}
