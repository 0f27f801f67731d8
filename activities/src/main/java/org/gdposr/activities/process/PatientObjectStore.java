package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that waits while it cannot be reached, so that an outage costs a training no step. It
 * waits without limit: whoever started the process ends it if that is too long.
 */
final class PatientObjectStore implements ObjectStore {
  private static final Logger log = LoggerFactory.getLogger(PatientObjectStore.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ObjectStore store;
  private final Duration firstPause;

  PatientObjectStore(ObjectStore store, Duration firstPause) {
    this.store = store;
    this.firstPause = firstPause;
  }

  private <T> T patiently(Supplier<T> call) {
    Duration pause = firstPause;
    while (true) {
      try {
        return call.get();
      } catch (StageFailure e) {
        if (e.type() != FailureType.INFRASTRUCTURE) {
          throw e;
        }
        log.warn("store: {}; trying again in {} ms", e.getMessage(), pause.toMillis());
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StageFailure(FailureType.INFRASTRUCTURE, "interrupted while waiting for it", e);
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private void patiently(Runnable call) {
    patiently(
        () -> {
          call.run();
          return true;
        });
  }

  @Override
  public Optional<byte[]> find(String key) {
    return patiently(() -> store.find(key));
  }

  @Override
  public void put(String key, byte[] content) {
    patiently(() -> store.put(key, content));
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    return patiently(() -> store.createOnce(key, content));
  }

  @Override
  public void upload(String key, Path file) {
    patiently(() -> store.upload(key, file));
  }

  @Override
  public void download(String key, Path file) {
    patiently(
        () -> {
          try {
            // what an attempt that broke off left behind
            Files.deleteIfExists(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          store.download(key, file);
        });
  }

  @Override
  public Optional<Long> size(String key) {
    return patiently(() -> store.size(key));
  }

  @Override
  public List<String> list(String prefix) {
    return patiently(() -> store.list(prefix));
  }

  @Override
  public void delete(String key) {
    patiently(() -> store.delete(key));
  }
}
