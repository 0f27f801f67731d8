package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.ShardTask;

/**
 * What a stage process is started with, as the JSON file behind {@code --task}.
 *
 * @param task its shard
 * @param claim its right to work on it
 * @param work absolute path of a folder of its own
 * @param cache absolute path of the folder for copies that processes share
 */
public record StageLaunch(ShardTask task, Claim claim, String work, String cache) {
  /** Writes the file. */
  public void write(Path file) {
    try {
      Files.write(file, Json.write(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws StageFailure of class CONFIG if the file is no such record
   */
  public static StageLaunch read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), StageLaunch.class);
    } catch (IOException | UncheckedIOException e) {
      throw new StageFailure(
          FailureType.CONFIG, "--task: " + file + " (expected: a shard's task file)", e);
    }
  }
}
