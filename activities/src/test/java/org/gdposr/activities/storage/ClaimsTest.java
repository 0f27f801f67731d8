package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final String SHARD = "00000-00004";
  private final Claims claims = new Claims(new MemoryObjectStore());

  @Test
  void eachClaimFencesTheOneBefore() {
    assertEquals(Optional.empty(), claims.newest("key", 1, SHARD));
    Claim first = claims.next("key", 1, SHARD, "a");
    assertEquals(1, first.fence());
    assertTrue(claims.isNewest(first));
    Claim second = claims.next("key", 1, SHARD, "b");
    assertEquals(2, second.fence());
    assertFalse(claims.isNewest(first));
    assertEquals(Optional.of(second), claims.newest("key", 1, SHARD));
    assertEquals(Optional.empty(), claims.newest("key", 2, SHARD));
    assertEquals(Optional.empty(), claims.newest("key", 1, "00000-00002"));
  }

  @Test
  void racersGetFencesOfTheirOwn() throws Exception {
    List<Callable<Claim>> racers = new ArrayList<>();
    for (int racer = 0; racer < 32; racer++) {
      String owner = "racer " + racer;
      racers.add(() -> claims.next("key", 1, SHARD, owner));
    }
    ExecutorService threads = Executors.newFixedThreadPool(32);
    Set<Integer> fences = new TreeSet<>();
    for (Future<Claim> claim : threads.invokeAll(racers)) {
      fences.add(claim.get().fence());
    }
    threads.shutdown();
    assertEquals(32, fences.size());
  }

  @Test
  void exitsAndProgressBelongToOneClaim() {
    Claim first = claims.next("key", 1, SHARD, "a");
    ShardExit exit =
        new ShardExit(Optional.empty(), Optional.of(FailureType.OUT_OF_MEMORY), "killed");
    claims.writeExit(first, exit);
    assertEquals(Optional.of(exit), claims.exit(first));
    Claim second = claims.next("key", 1, SHARD, "b");
    assertEquals(2, second.fence(), "an exit is no claim");
    assertEquals(Optional.empty(), claims.exit(second));
    ShardExit done =
        new ShardExit(Optional.of(new ShardResult(3, 1, 0, 2.5)), Optional.empty(), "");
    claims.writeExit(second, done);
    assertEquals(Optional.of(done), claims.exit(second));
    Progress progress =
        new Progress(1, "unet", 0, 4, 10, 100, 2.5, Map.of("loss", 0.5), "2026-01-01T00:00:00Z");
    claims.writeProgress(second, progress);
    assertEquals(Optional.of(progress), claims.progress(second));
    assertEquals(Optional.empty(), claims.progress(first));
  }
}
