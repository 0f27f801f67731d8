package org.gdposr.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.process.ParentPipe;

/** What a command's child process is told. */
public final class WorkerInput {
  private WorkerInput() {}

  /**
   * The task in the input's first line. From now on the process ends when its parent does.
   *
   * @param in standard input
   * @param type of the task
   */
  public static <T extends Record> T task(InputStream in, Class<T> type) throws IOException {
    // nothing follows the first line, so nothing is lost in the reader's buffer
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String line = String.valueOf(reader.readLine());
    T task = Json.read(line.getBytes(StandardCharsets.UTF_8), type);
    ParentPipe.follow(in);
    return task;
  }
}
