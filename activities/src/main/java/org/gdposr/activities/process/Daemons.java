package org.gdposr.activities.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Threads that don't keep a process alive. */
final class Daemons {
  private Daemons() {}

  static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(named(name));
  }

  static ExecutorService pool(String name) {
    return Executors.newCachedThreadPool(named(name));
  }

  static ScheduledExecutorService scheduled(String name) {
    return Executors.newSingleThreadScheduledExecutor(named(name));
  }

  static Thread start(String name, Runnable task) {
    Thread thread = named(name).newThread(task);
    thread.start();
    return thread;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
