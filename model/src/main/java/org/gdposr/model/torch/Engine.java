package org.gdposr.model.torch;

import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/** The engine for work that may not need it: started when it is first asked for. */
public final class Engine implements AutoCloseable {
  private final int threads;
  private @Nullable NDManager manager;

  /**
   * @param threads as {@link Torch#start}
   */
  public Engine(int threads) {
    this.threads = threads;
  }

  /** The root manager of its tensors, on the thread that asked first. */
  public NDManager manager() {
    if (manager == null) {
      manager = Torch.start(threads);
    }
    return manager;
  }

  @Override
  public void close() {
    if (manager != null) {
      manager.close();
    }
  }
}
