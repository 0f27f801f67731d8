package org.gdposr.workflows;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.gdposr.activities.failure.FailureType;

/** Failures laid out for the next calls, by name. */
final class Failing {
  private final Map<String, Queue<FailureType>> next = new HashMap<>();

  /** The next {@code times} calls of that name fail so. */
  synchronized void fail(String name, FailureType type, int times) {
    for (int i = 0; i < times; i++) {
      next.computeIfAbsent(name, key -> new ArrayDeque<>()).add(type);
    }
  }

  synchronized void throwNext(String name) {
    Queue<FailureType> laidOut = next.get(name);
    if (laidOut != null && !laidOut.isEmpty()) {
      FailureType type = laidOut.remove();
      throw ApplicationFailure.newFailure("disk: /dev/sda is away", type.name());
    }
  }
}
