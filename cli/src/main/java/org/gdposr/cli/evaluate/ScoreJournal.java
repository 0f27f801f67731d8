package org.gdposr.cli.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.DataException;

/**
 * Keeps scores as they are made, a line of JSON each, so that an interrupted evaluation goes on. A
 * score is found by the digests of the images' files and of all else that it depends on. Safe for
 * use by several threads, not by several processes: the second is refused.
 */
final class ScoreJournal implements AutoCloseable {
  private final FileChannel channel;
  private final Map<Lookup, List<Double>> known = new HashMap<>();

  private record Lookup(String sr, String hr, String key) {}

  /**
   * A line.
   *
   * @param name the image's, for people
   * @param sr SHA-256 of the image's file; empty if it has no part in the score
   * @param hr SHA-256 of the HR image's file; empty if it has no part in the score
   * @param key digest of the metric, its weights and its threads
   */
  private record Entry(String name, String sr, String hr, String key, List<Double> values) {}

  private ScoreJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the file or makes it.
   *
   * @throws DataException if another process has it open
   */
  static ScoreJournal open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new DataException(
            file + ": another evaluation writes here (wait for it, or name another --out)");
      }
      ScoreJournal journal = new ScoreJournal(channel);
      journal.load();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void load() throws IOException {
    // not closed: that would close the channel
    BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      try {
        Entry entry = Json.read(line.getBytes(StandardCharsets.UTF_8), Entry.class);
        known.put(new Lookup(entry.sr(), entry.hr(), entry.key()), entry.values());
      } catch (UncheckedIOException e) {
        // a line that was being written when its process died
      }
    }
    long size = channel.size();
    channel.position(size);
    if (size > 0 && !endsLine(size)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private boolean endsLine(long size) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, size - 1);
    return last.get(0) == '\n';
  }

  synchronized Optional<List<Double>> find(String sr, String hr, String key) {
    return Optional.ofNullable(known.get(new Lookup(sr, hr, key)));
  }

  /** Keeps a score. */
  synchronized void add(String name, String sr, String hr, String key, List<Double> values) {
    known.put(new Lookup(sr, hr, key), values);
    ByteBuffer line =
        ByteBuffer.wrap(
            (new String(Json.write(new Entry(name, sr, hr, key, values)), StandardCharsets.UTF_8)
                    + "\n")
                .getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
