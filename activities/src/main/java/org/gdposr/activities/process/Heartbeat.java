package org.gdposr.activities.process;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.Optional;
import org.gdposr.activities.storage.Progress;

/** Tells Temporal that an activity lives, and learns from it whether it should end. */
@FunctionalInterface
public interface Heartbeat {
  /**
   * @param progress the shard's newest progress, if there is any
   * @throws ActivityCompletionException if the activity should end
   */
  void send(Optional<Progress> progress);

  /** The heartbeat of the activity that runs on this thread. */
  static Heartbeat ofCurrentActivity() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return context::heartbeat;
  }
}
