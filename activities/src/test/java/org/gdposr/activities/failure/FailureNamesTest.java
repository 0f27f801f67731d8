package org.gdposr.activities.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureNamesTest {
  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new FailureNames())
                      .build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
  }

  /** An activity. */
  @ActivityInterface
  public interface Work {
    /** Throws. */
    void work();
  }

  @Test
  void aStageFailureTravelsUnderItsClass() {
    ApplicationFailure failure =
        thrownBy(new StageFailure(FailureType.CONFIG, "gdpo.batch: 0 (expected: >= 1)"));

    assertEquals("CONFIG", failure.getType());
    assertEquals("gdpo.batch: 0 (expected: >= 1)", failure.getOriginalMessage());
    assertTrue(failure.isNonRetryable());
  }

  @Test
  void anAbsentServerStaysRetryable() {
    ApplicationFailure failure =
        thrownBy(new StageFailure(FailureType.INFRASTRUCTURE, "store: away"));

    assertEquals("INFRASTRUCTURE", failure.getType());
    assertFalse(failure.isNonRetryable());
  }

  @Test
  void anythingElseIsABug() {
    assertEquals("INTERNAL", thrownBy(new IllegalStateException("oh")).getType());
  }

  private ApplicationFailure thrownBy(RuntimeException thrown) {
    temporal.registerActivitiesImplementations(
        (Work)
            () -> {
              throw thrown;
            });
    Work work =
        temporal.newActivityStub(
            Work.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    ActivityFailure failure = assertThrows(ActivityFailure.class, work::work);
    return assertInstanceOf(ApplicationFailure.class, failure.getCause());
  }
}
