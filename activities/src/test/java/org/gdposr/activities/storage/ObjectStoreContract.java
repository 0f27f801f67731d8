package org.gdposr.activities.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of objects must do. */
abstract class ObjectStoreContract {
  @TempDir Path work;

  abstract ObjectStore store();

  /** Key prefix of this test's own objects. */
  abstract String prefix();

  @Test
  void absentObjectsAreEmptyNotErrors() {
    assertEquals(Optional.empty(), store().find(prefix() + "nothing.json"));
    assertEquals(Optional.empty(), store().size(prefix() + "nothing.json"));
    assertEquals(List.of(), store().list(prefix() + "nothing/"));
    store().delete(prefix() + "nothing.json");
  }

  @Test
  void putReplaces() {
    store().put(prefix() + "a.json", "one".getBytes(UTF_8));
    store().put(prefix() + "a.json", "three".getBytes(UTF_8));
    assertArrayEquals("three".getBytes(UTF_8), store().find(prefix() + "a.json").orElseThrow());
    assertEquals(Optional.of(5L), store().size(prefix() + "a.json"));
    store().delete(prefix() + "a.json");
    assertEquals(Optional.empty(), store().find(prefix() + "a.json"));
  }

  @Test
  void emptyObjectsAreObjects() throws IOException {
    Path empty = Files.createFile(work.resolve("empty"));
    store().upload(prefix() + "empty", empty);
    assertEquals(Optional.of(0L), store().size(prefix() + "empty"));
    store().download(prefix() + "empty", work.resolve("back"));
    assertEquals(0, Files.size(work.resolve("back")));
  }

  @Test
  void createOnceKeepsTheFirst() {
    assertTrue(store().createOnce(prefix() + "once", "mine".getBytes(UTF_8)));
    assertFalse(store().createOnce(prefix() + "once", "other".getBytes(UTF_8)));
    assertArrayEquals("mine".getBytes(UTF_8), store().find(prefix() + "once").orElseThrow());
  }

  @Test
  void createOnceOfEqualBytesIsSuccessBecauseAnAnswerMayGetLost() {
    assertTrue(store().createOnce(prefix() + "mine", "mine".getBytes(UTF_8)));
    assertTrue(store().createOnce(prefix() + "mine", "mine".getBytes(UTF_8)));
  }

  @Test
  void of32RacersOneWins() throws Exception {
    for (int round = 0; round < 4; round++) {
      String key = prefix() + "race/" + round;
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int racer = 0; racer < 32; racer++) {
        byte[] content = ("racer " + racer).getBytes(UTF_8);
        racers.add(() -> store().createOnce(key, content));
      }
      ExecutorService threads = Executors.newFixedThreadPool(32);
      List<Integer> winners = new ArrayList<>();
      List<Future<Boolean>> results = threads.invokeAll(racers);
      for (int racer = 0; racer < 32; racer++) {
        if (results.get(racer).get()) {
          winners.add(racer);
        }
      }
      threads.shutdown();
      assertEquals(1, winners.size(), "winners " + winners);
      assertEquals("racer " + winners.get(0), new String(store().find(key).orElseThrow(), UTF_8));
    }
  }

  @Test
  void listIsSortedRecursiveAndByPrefixOfNames() {
    for (String name : List.of("l/b/2", "l/b/1", "l/a", "l/bc", "lx")) {
      store().put(prefix() + name, new byte[] {1});
    }
    assertEquals(
        List.of(prefix() + "l/b/1", prefix() + "l/b/2", prefix() + "l/bc"),
        store().list(prefix() + "l/b"));
    assertEquals(List.of(prefix() + "l/b/1", prefix() + "l/b/2"), store().list(prefix() + "l/b/"));
  }

  @Test
  void listGoesBeyondOnePage() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> puts = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      String key = prefix() + "many/%04d".formatted(i);
      puts.add(
          () -> {
            store().put(key, new byte[] {1});
            return true;
          });
    }
    for (Future<Boolean> put : threads.invokeAll(puts)) {
      assertTrue(put.get());
    }
    threads.shutdown();
    List<String> keys = store().list(prefix() + "many/");
    assertEquals(1100, keys.size());
    assertEquals(prefix() + "many/1099", keys.get(1099));
  }

  @Test
  void filesOfSeveralPartsComeBackAsTheyWere() throws IOException {
    Path file = work.resolve("large");
    byte[] block = new byte[1 << 20];
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 17; i++) {
        random.nextBytes(block);
        out.write(block);
      }
      out.write(7);
    }
    store().upload(prefix() + "large", file);
    assertEquals(Optional.of((17L << 20) + 1), store().size(prefix() + "large"));
    store().download(prefix() + "large", work.resolve("back"));
    assertEquals(-1, Files.mismatch(file, work.resolve("back")));
    assertEquals(List.of(prefix() + "large"), store().list(prefix() + "large"));
  }

  @Test
  void downloadOfAnAbsentObjectNamesIt() {
    String message =
        ExpectedFailure.message(
            FailureType.DATA, () -> store().download(prefix() + "none", work.resolve("none")));
    assertTrue(message.contains(prefix() + "none"), message);
  }

  @Test
  void keysThatLeadOutAreRefused() {
    for (String key : List.of("../x", "a/../x", "/x", "a//b", "a/.b", "a b", "")) {
      assertThrows(IllegalArgumentException.class, () -> store().put(key, new byte[] {1}), key);
      assertThrows(IllegalArgumentException.class, () -> store().find(key), key);
    }
  }
}
