package org.gdposr.cli.upscale;

import java.io.PrintStream;
import java.util.Map;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.run.ProgressText;
import org.gdposr.cli.run.StageProgress;
import org.gdposr.cli.upscale.UpscaleTask.Item;

/** Tells people how far an upscaling is: over one line on a terminal, else now and then a line. */
public final class UpscaleView {
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final int items;
  private final long start = System.nanoTime();
  private long itemStart = start;
  private long lastLine = start;
  private int finished;

  /**
   * @param width columns of the terminal
   * @param items files to work on
   */
  public UpscaleView(PrintStream out, boolean terminal, int width, int items) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.items = items;
  }

  /** A lasting line. */
  void line(String text) {
    out.println((terminal ? CLEAR : "") + text);
    lastLine = System.nanoTime();
  }

  /** A file is done with. */
  void finished(Item item, String what) {
    finished++;
    line(item.name() + "  " + what + "  " + Durations.of(seconds(itemStart)));
    itemStart = System.nanoTime();
  }

  /** So many tiles of a file's networks are computed. */
  void tiles(Item item, int done, int all) {
    long now = System.nanoTime();
    if (!terminal && now - lastLine < PLAIN_NANOS) {
      return;
    }
    lastLine = now;
    String text = items == 1 ? ofTiles(done, all) : ofFiles((double) done / all);
    String shown = item.name() + "  " + text;
    if (terminal) {
      out.print(CLEAR + (shown.length() < width ? shown : shown.substring(0, width - 1)));
      out.flush();
    } else {
      out.println(shown);
    }
  }

  private String ofTiles(int done, int all) {
    return text("tile", done, all, done / seconds(itemStart));
  }

  /** Files take about equally long: the one at work counts by its tiles. */
  private String ofFiles(double share) {
    return text("file", finished, items, (finished + share) / seconds(start));
  }

  private static String text(String unit, int done, int all, double rate) {
    return ProgressText.of(new StageProgress(unit, 0, 1, done, all, rate, Map.of()));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Leaves no half line behind. */
  void close() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
