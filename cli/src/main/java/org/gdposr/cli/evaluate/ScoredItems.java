package org.gdposr.cli.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.gdposr.cli.evaluate.EvaluateTask.Item;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;

/**
 * The items at work, with what is known of them: which can be used, and scores from before. Says
 * what comes to be known. Safe for use by several threads on different items.
 */
final class ScoredItems {
  private final EvaluateTask task;
  private final List<Item> items;
  private final ScoreJournal journal;
  private final Consumer<EvaluateEvent> say;
  private final AtomicReferenceArray<Digests> digests;

  /** A score to be computed. */
  @FunctionalInterface
  interface Scoring {
    /**
     * @throws DataException for an image that the metric is not defined for
     */
    double score();
  }

  /**
   * @param sr SHA-256 of the image's file
   * @param hr SHA-256 of its HR image's file; empty where none is used
   */
  record Digests(String sr, String hr) {}

  ScoredItems(EvaluateTask task, ScoreJournal journal, Consumer<EvaluateEvent> say) {
    this.task = task;
    this.items = task.items();
    this.journal = journal;
    this.say = say;
    digests = new AtomicReferenceArray<>(items.size());
  }

  int size() {
    return items.size();
  }

  Item item(int index) {
    return items.get(index);
  }

  /** Those of a usable item; empty of one that was skipped or not read yet. */
  Optional<Digests> digests(int index) {
    return Optional.ofNullable(digests.get(index));
  }

  /** The item can be used, as far as it is known. */
  void read(int index, ItemImages images) {
    digests.set(index, new Digests(images.sr(), images.hr()));
  }

  /** The item cannot be used. */
  void skip(int index, DataException reason) {
    digests.set(index, null);
    String message = String.valueOf(reason.getMessage());
    String prefix = item(index).name() + ": ";
    say.accept(
        EvaluateEvent.skipped(
            index, message.startsWith(prefix) ? message.substring(prefix.length()) : message));
  }

  /** Whether an image's score is known from before; says it then. */
  boolean recall(int index, MetricName metric) {
    Digests images = digests.get(index);
    Optional<List<Double>> known =
        journal.find(images.sr(), reference(metric, images), key(metric));
    known.ifPresent(score -> say.accept(EvaluateEvent.recalled(index, metric, score.get(0))));
    return known.isPresent();
  }

  /** Computes, keeps and says an image's score, or why it has none. */
  void score(int index, MetricName metric, Scoring scoring) {
    Digests images = digests.get(index);
    try {
      double score = scoring.score();
      if (!Double.isFinite(score)) {
        throw new DataException("the score is " + score + " (expected: a number)");
      }
      journal.add(
          item(index).name(), images.sr(), reference(metric, images), key(metric), List.of(score));
      say.accept(EvaluateEvent.scored(index, metric, score));
    } catch (DataException | IllegalArgumentException e) {
      say.accept(EvaluateEvent.unscored(index, metric, String.valueOf(e.getMessage())));
    }
  }

  /** Shares of an HR image's regions from before. */
  Optional<List<Double>> regions(int index, String key) {
    return journal.find("", digests.get(index).hr(), key);
  }

  /** Keeps them. */
  void addRegions(int index, String key, List<Double> shares) {
    journal.add(item(index).name(), "", digests.get(index).hr(), key, shares);
  }

  void sayRegions(int index, List<Double> shares) {
    say.accept(EvaluateEvent.regions(index, shares));
  }

  /** An item's features, and its HR image's, will take part in the set's score. */
  void sayFeatures(int index, MetricName metric) {
    say.accept(EvaluateEvent.features(index, metric));
  }

  /** A set's score from before. */
  Optional<Double> ofSet(String sr, String hr, MetricName metric) {
    return journal.find(sr, hr, key(metric)).map(values -> values.get(0));
  }

  /** Keeps it. */
  void addSet(int set, String sr, String hr, MetricName metric, double score) {
    journal.add("set " + set, sr, hr, key(metric), List.of(score));
  }

  void saySet(int set, MetricName metric, double score) {
    say.accept(EvaluateEvent.ofSet(set, metric, score));
  }

  /** The metric cannot be used. */
  void missing(MetricName metric, DataException reason) {
    say.accept(EvaluateEvent.missing(metric, String.valueOf(reason.getMessage())));
  }

  private static String reference(MetricName metric, Digests images) {
    return metric.usesReference() ? images.hr() : "";
  }

  private String key(MetricName metric) {
    String key = task.keys().get(metric);
    if (key == null) {
      throw new IllegalArgumentException("keys: none for " + metric);
    }
    return key;
  }
}
