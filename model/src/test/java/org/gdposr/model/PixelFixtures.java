package org.gdposr.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;

/** What src/test/python/pixels.py wrote. */
public final class PixelFixtures {
  private PixelFixtures() {}

  public static RgbImage image(String name) {
    return ImageFiles.decode(bytes(name), name);
  }

  /** Little-endian floats. */
  public static float[] floats(String name) {
    byte[] bytes = bytes(name);
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  public static JsonObject values() {
    return JsonParser.parseString(new String(bytes("values.json"), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  /** Numbers of an array; NaN where null. */
  public static double[] doubles(JsonArray array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).isJsonNull() ? Double.NaN : array.get(i).getAsDouble();
    }
    return values;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = PixelFixtures.class.getResourceAsStream("/pixels/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
