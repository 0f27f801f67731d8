package org.gdposr.cli.config;

/** A config that cannot be used; the message names the key and the way out. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
