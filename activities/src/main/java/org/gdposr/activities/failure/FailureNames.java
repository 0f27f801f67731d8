package org.gdposr.activities.failure;

import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/**
 * Gives what any activity of a worker throws its class's name, without which Temporal would retry a
 * wrong config for ever. Cancels and a worker's shutdown pass as they are.
 */
public final class FailureNames extends WorkerInterceptorBase {
  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (ActivityCompletionException e) {
          throw e;
        } catch (RuntimeException e) {
          throw ActivityFailures.of(e);
        }
      }
    };
  }
}
