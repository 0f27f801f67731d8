package org.gdposr.activities.storage;

import org.gdposr.model.FiveDigits;
import org.gdposr.model.Stage;

/**
 * Where everything lies in the bucket. Numbers in keys have a fixed width, so that sorted keys are
 * in order.
 */
public final class StoreLayout {
  private StoreLayout() {}

  /** A file's content. */
  public static String object(String sha256) {
    return "objects/" + sha256;
  }

  /** All manifests of a stage key. */
  public static String manifests(String stageKey) {
    return "manifests/" + stageKey + "/";
  }

  /** What a generation of a stage published. */
  public static String manifest(String stageKey, int generation) {
    return manifests(stageKey) + number(generation) + ".json";
  }

  /** All finished chunks of a generation. */
  public static String chunks(String stageKey, int generation) {
    return "chunks/" + stageKey + "/" + number(generation) + "/";
  }

  /** The files of a finished chunk. */
  public static String chunk(String stageKey, int generation, String chunk) {
    return chunks(stageKey, generation) + chunk + ".json";
  }

  /** All checkpoints of a generation, records and files. */
  public static String checkpoints(String stageKey, int generation) {
    return "checkpoints/" + stageKey + "/" + number(generation) + "/";
  }

  /** The record of the checkpoint that a claim's process saved after a step; written last. */
  public static String checkpoint(Claim claim, long step) {
    return checkpoints(claim.stageKey(), claim.generation())
        + checkpointName(claim, step)
        + ".json";
  }

  /** A file of that checkpoint. */
  public static String checkpointFile(Claim claim, long step, String name) {
    return checkpoints(claim.stageKey(), claim.generation())
        + checkpointName(claim, step)
        + "/"
        + name;
  }

  private static String checkpointName(Claim claim, long step) {
    return "%012d-%s".formatted(step, Claim.fence(claim.fence()));
  }

  /** All claims on a shard and their ends. */
  public static String claims(String stageKey, int generation, String shard) {
    return "claims/" + stageKey + "/" + generation + "/" + shard + "/";
  }

  /** The claim itself. */
  public static String claim(Claim claim) {
    return "claims/" + claim.path() + ".json";
  }

  /** How a claim's process ended. */
  public static String exit(Claim claim) {
    return "claims/" + claim.path() + ".exit.json";
  }

  /** How far a claim's process is. */
  public static String progress(Claim claim) {
    return "progress/" + claim.path() + ".json";
  }

  /** All log segments of a claim's process. */
  public static String logs(Claim claim) {
    return "logs/" + claim.path() + "/";
  }

  /** Log segment {@code n} of a claim's process. */
  public static String log(Claim claim, int n) {
    return logs(claim) + number(n) + ".log";
  }

  /** The source images that {@code digest} stands for. */
  public static String source(String digest) {
    return "sources/" + digest + ".json";
  }

  /** Everything about all runs. */
  public static String runs() {
    return "runs/";
  }

  /** Everything about a run. */
  public static String run(String runId) {
    return runs() + runId + "/";
  }

  /** A run's head, its id and config. */
  public static String runHeader(String runId) {
    return run(runId) + "run.json";
  }

  /** Digests of what the run reads from outside the store. */
  public static String runInputs(String runId) {
    return run(runId) + "inputs.json";
  }

  /** All pins of a run. */
  public static String pins(String runId) {
    return run(runId) + "stages/";
  }

  /** All pins of a run's stage. */
  public static String pins(String runId, Stage stage) {
    return pins(runId) + stage.word() + "/";
  }

  /** Pin {@code n} of a run's stage. */
  public static String pin(String runId, Stage stage, int n) {
    return pins(runId, stage) + number(n) + ".json";
  }

  /** How a run stands. */
  public static String outcome(String runId) {
    return run(runId) + "outcome.json";
  }

  /** What is known of a run's tracking: ids of MLflow's runs. */
  public static String tracking(String runId) {
    return run(runId) + "tracking/";
  }

  /** All metric segments of a generation. */
  public static String outbox(String stageKey, int generation) {
    return "outbox/" + stageKey + "/" + number(generation) + "/";
  }

  /** Five digits: sorted as text, sorted as numbers. */
  static String number(int n) {
    return FiveDigits.of(n);
  }
}
