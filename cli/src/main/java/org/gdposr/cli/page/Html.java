package org.gdposr.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Pieces of the pages that are written to disk. */
public final class Html {
  private Html() {}

  /** Text for an element or a quoted attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A PNG inside the page. */
  public static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** A text that lies beside a class. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A whole page in the look that all pages share. Its policy lets it run the one script, show
   * pictures and load nothing else.
   *
   * @param title plain text
   * @param pictures where pictures may come from, as img-src spells it
   * @param css what the page adds to the look
   * @param body HTML
   * @param script without {@code </script>}
   */
  public static String page(String title, String pictures, String css, String body, String script) {
    String code = "\n" + script;
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src %s; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s · GDPO-SR</title>
    <style>
    %s%s</style>
    </head>
    <body>
    <main>
    %s
    </main>
    <script>%s</script>
    </body>
    </html>
    """
        .formatted(
            pictures,
            sha256(code),
            escaped(title),
            resource(Html.class, "page.css"),
            css,
            body,
            code);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A line of a page's head. */
  public static String meta(String name, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>".formatted(escaped(name), escaped(value));
  }

  /** A score, with one more digit where scores are small. */
  public static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f" : "%.3f", value);
  }

  /** How far {@code value} lies from {@code before}, with the value's digits and a sign. */
  public static String change(double value, double before) {
    String size =
        String.format(Locale.ROOT, Math.abs(value) < 2 ? "%.4f" : "%.3f", Math.abs(value - before));
    String sign = size.matches("[0.]+") ? "±" : value < before ? "−" : "+";
    return sign + size;
  }
}
