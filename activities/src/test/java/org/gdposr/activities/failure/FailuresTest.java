package org.gdposr.activities.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.gdposr.model.DataException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private static FailureType typeOf(Throwable thrown) {
    return Failures.of(thrown).type();
  }

  @Test
  void aFailureKeepsItsClassUnderAnyWrapping() {
    StageFailure failure = new StageFailure(FailureType.CONFIG, "naosd.steps: 0");
    assertEquals(failure, Failures.of(new IllegalStateException(new RuntimeException(failure))));
  }

  @Test
  void badDataIsAUsersMatter() {
    assertEquals(FailureType.DATA, typeOf(new DataException("a.png: no image")));
  }

  @Test
  void memoryOfJavaAndOfTheEngineIsTheSame() {
    assertEquals(FailureType.OUT_OF_MEMORY, typeOf(new OutOfMemoryError("Java heap space")));
    assertEquals(
        FailureType.OUT_OF_MEMORY,
        typeOf(
            new RuntimeException(
                "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate"
                    + " memory: you tried to allocate 4 bytes. Error code 12")));
    assertEquals(
        FailureType.OUT_OF_MEMORY,
        typeOf(
            new IllegalStateException(
                new RuntimeException(
                    "[enforce fail at x] posix_memalign. DefaultCPUAllocator: not enough"
                        + " memory: you tried to allocate 9 bytes."))));
  }

  @Test
  void aFullDiskIsFoundBehindWrappers() {
    assertEquals(
        FailureType.DISK_FULL,
        typeOf(new UncheckedIOException(new IOException("No space left on device"))));
  }

  @Test
  void theRestIsInternalAndNamesItsException() {
    StageFailure failure = Failures.of(new NullPointerException("tensor\nat c10::somewhere"));
    assertEquals(FailureType.INTERNAL, failure.type());
    assertEquals("NullPointerException: tensor", failure.getMessage());
  }

  @Test
  void temporalRetriesInfrastructureAlone() {
    for (FailureType type : FailureType.values()) {
      ApplicationFailure failure = ActivityFailures.of(new StageFailure(type, "why"));
      assertEquals(type.name(), failure.getType());
      assertEquals("why", failure.getOriginalMessage());
      assertEquals(type.next(), failure.getDetails().get(String.class));
      if (type == FailureType.INFRASTRUCTURE) {
        assertFalse(failure.isNonRetryable());
      } else {
        assertTrue(failure.isNonRetryable(), type.name());
      }
    }
  }
}
