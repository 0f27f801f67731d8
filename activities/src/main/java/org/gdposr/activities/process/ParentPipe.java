package org.gdposr.activities.process;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ties a child process's life to its parent's, through the pipe that is its standard input. */
public final class ParentPipe {
  private static final Logger log = LoggerFactory.getLogger(ParentPipe.class);

  /** Exit code of a process whose parent died. */
  public static final int ORPHANED = 129;

  private ParentPipe() {}

  /**
   * From now on this process ends at once when its input does, which is when its parent has died,
   * and ignores SIGINT, which a terminal sends to parent and child alike: the parent decides.
   *
   * @param in standard input, read to its end
   */
  public static void follow(InputStream in) {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    Thread watch = Daemons.start("parent", () -> endWith(in));
    log.debug("{}: watching standard input", watch.getName());
  }

  private static void endWith(InputStream in) {
    try {
      while (in.read() >= 0) {
        // nothing is ever said; only the end matters
      }
    } catch (IOException e) {
      log.debug("standard input: {}", e.getMessage());
    }
    // no hooks: a checkpoint now could outlive the parent by minutes
    Runtime.getRuntime().halt(ORPHANED);
  }
}
