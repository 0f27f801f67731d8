package org.gdposr.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Pieces of HTML. */
public final class Html {
  private Html() {}

  /** Text that reads as itself between tags and in quoted attributes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A PNG inside the page. */
  static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** A text of this package's resources. */
  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A score, with one more digit where scores are small. */
  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f" : "%.3f", value);
  }

  /** How far {@code value} lies from {@code before}, with the value's digits and a sign. */
  static String change(double value, double before) {
    String size =
        String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f" : "%.3f", Math.abs(value - before));
    String sign = size.matches("[0.]+") ? "±" : value < before ? "−" : "+";
    return sign + size;
  }
}
