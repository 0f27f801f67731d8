package org.gdposr.activities.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;

/** A child's output: a file here, segments of it in the store. */
final class ChildLog {
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int TAIL_BYTES = 16 << 10;

  private final ObjectStore store;
  private final Claim claim;
  private final Path file;
  private long published;
  private int segments;

  ChildLog(ObjectStore store, Claim claim, Path file) {
    this.store = store;
    this.claim = claim;
    this.file = file;
  }

  /** Where the child's output goes. */
  Path file() {
    return file;
  }

  /** Uploads what was written since the last call. */
  synchronized void publish() {
    byte[] fresh = read(published, SEGMENT_BYTES);
    while (fresh.length > 0) {
      store.put(StoreLayout.log(claim, segments), fresh);
      segments++;
      published += fresh.length;
      fresh = read(published, SEGMENT_BYTES);
    }
  }

  /** The last lines, oldest first. */
  List<String> tail(int lines) {
    try {
      long size = Files.exists(file) ? Files.size(file) : 0;
      byte[] end = read(Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(long from, int limit) {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      byte[] bytes = new byte[(int) Math.max(0, Math.min(limit, in.length() - from))];
      in.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
