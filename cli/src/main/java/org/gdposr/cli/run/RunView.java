package org.gdposr.cli.run;

/** Shows a run's way to people while it goes on. */
public interface RunView {
  /** Called again and again, at least twice a second. */
  void show(RunSnapshot run);
}
