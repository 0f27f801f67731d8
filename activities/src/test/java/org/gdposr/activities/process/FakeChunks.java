package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;

/** For tests: chunks of two small files each. */
final class FakeChunks implements StageWork {
  private final int count;
  private final Consumer<String> before;
  private final List<String> made = new ArrayList<>();

  /**
   * @param before called before each chunk is made
   */
  FakeChunks(int count, Consumer<String> before) {
    this.count = count;
    this.before = before;
  }

  @Override
  public List<String> chunks() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("chunk-" + i);
    }
    return names;
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    before.accept(chunk);
    try {
      Files.createDirectories(out.resolve(chunk));
      host.progress("images", 0, 2);
      Files.writeString(out.resolve(chunk).resolve("a.txt"), "a of " + chunk);
      host.progress("images", 1, 2);
      Files.writeString(out.resolve(chunk).resolve("b.txt"), "b of " + chunk);
      host.progress("images", 2, 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    made.add(chunk);
  }

  /** Chunks made so far. */
  List<String> made() {
    return made;
  }
}
