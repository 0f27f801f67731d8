package org.gdposr.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;

/**
 * The real matrices of double precision in a small file that MATLAB saved as version 5 or 7,
 * compressed or not. Variables of other kinds are passed over.
 */
public final class MatFile {
  private static final int MOST_BYTES = 1 << 24;
  private static final int HEADER_BYTES = 128;
  private static final int VERSION = 0x0100;
  private static final int LITTLE_ENDIAN = 'I' | 'M' << 8;
  private static final int ALIGNMENT = 8;

  /** Types of elements; matrices of whole numbers are stored as such. */
  private static final int INT8 = 1;

  private static final int UINT8 = 2;
  private static final int INT16 = 3;
  private static final int UINT16 = 4;
  private static final int INT32 = 5;
  private static final int UINT32 = 6;
  private static final int SINGLE = 7;
  private static final int DOUBLE = 9;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;

  /** A variable's flags: its class in the lowest byte, and whether it has an imaginary part. */
  private static final int DOUBLE_CLASS = 6;

  private static final int COMPLEX = 0x0800;

  private final Path path;
  private final Map<String, double[][]> matrices = new HashMap<>();

  private MatFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a file.
   *
   * @throws DataException naming file and reason when it is missing, cut, damaged or of another
   *     format
   */
  public static MatFile open(Path path) {
    try {
      long size = Files.size(path);
      Check.that(
          size >= HEADER_BYTES && size <= MOST_BYTES,
          "size",
          size + " bytes",
          HEADER_BYTES + " to " + MOST_BYTES);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      Check.that(
          bytes.getShort(HEADER_BYTES - 4) == VERSION
              && bytes.getShort(HEADER_BYTES - 2) == LITTLE_ENDIAN,
          "format",
          "unknown",
          "what MATLAB's save writes with -v6 or -v7");
      MatFile file = new MatFile(path);
      bytes.position(HEADER_BYTES);
      while (bytes.hasRemaining()) {
        Element element = Element.next(bytes);
        file.add(element.type == COMPRESSED ? inflated(element.data) : element);
      }
      return file;
    } catch (IOException | DataFormatException | RuntimeException e) {
      throw TensorFile.unreadable(path, "MATLAB file", e);
    }
  }

  /**
   * The values of a matrix, by rows.
   *
   * @throws DataException naming the file, when there is no such matrix of these sides
   */
  public double[][] matrix(String name, int rows, int columns) {
    double[][] matrix = matrices.get(name);
    String found = matrix == null ? "missing" : matrix.length + " × " + matrix[0].length;
    String wanted = rows + " × " + columns;
    if (matrix == null || !found.equals(wanted)) {
      throw new DataException(
          path + ": " + name + ": " + found + " (expected: a real matrix, " + wanted + ")");
    }
    return matrix;
  }

  private void add(Element variable) {
    Check.that(variable.type == MATRIX, "variable", "of type " + variable.type, "an array");
    ByteBuffer parts = variable.data;
    int flags = Element.next(parts, UINT32).data.getInt();
    ByteBuffer sides = Element.next(parts, INT32).data;
    String name = StandardCharsets.US_ASCII.decode(Element.next(parts, INT8).data).toString();
    boolean real = (flags & 0xFF) == DOUBLE_CLASS && (flags & COMPLEX) == 0;
    if (!real || sides.remaining() != 2 * Integer.BYTES) {
      return;
    }
    int rows = sides.getInt();
    int columns = sides.getInt();
    Element values = Element.next(parts);
    int held = values.data.remaining();
    Check.that(
        rows > 0 && columns > 0 && (long) rows * columns * values.valueBytes() == held,
        name,
        rows + " × " + columns,
        "as many values as its " + held + " bytes hold");
    double[][] matrix = new double[rows][columns];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        matrix[row][column] = values.nextValue();
      }
    }
    Check.that(matrices.put(name, matrix) == null, name, "twice", "once");
  }

  /** The element in a compressed one, whose checksum is checked. */
  private static Element inflated(ByteBuffer data) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      inflater.inflate(bytes);
      Element element = Element.next(bytes.flip());
      Check.that(
          inflater.finished() && !data.hasRemaining() && !bytes.hasRemaining(),
          "compressed variable",
          "cut or too long",
          "a whole one of at most " + MOST_BYTES + " bytes");
      return element;
    } finally {
      inflater.end();
    }
  }

  /** A type and values of it. */
  private record Element(int type, ByteBuffer data) {
    /** The one at the buffer's position, which moves on to what follows. */
    static Element next(ByteBuffer in) {
      Check.that(in.remaining() >= ALIGNMENT, "element", "cut", "a type and a size");
      int type = in.getInt();
      // up to four bytes may lie in the place of the size, which is then beside the type
      boolean small = type >>> Short.SIZE != 0;
      long size = small ? type >>> Short.SIZE : Integer.toUnsignedLong(in.getInt());
      Check.that(
          size <= (small ? Integer.BYTES : in.remaining()), "element", "cut", size + " bytes");
      ByteBuffer data = in.slice(in.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
      int place = small ? Integer.BYTES : (int) size;
      if (!small && type != COMPRESSED) {
        place = Math.min(in.remaining(), (place + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
      }
      in.position(in.position() + place);
      return new Element(small ? type & 0xFFFF : type, data);
    }

    static Element next(ByteBuffer in, int type) {
      Element element = next(in);
      Check.that(element.type == type, "element", "of type " + element.type, "" + type);
      return element;
    }

    int valueBytes() {
      return switch (type) {
        case INT8, UINT8 -> Byte.BYTES;
        case INT16, UINT16 -> Short.BYTES;
        case INT32, UINT32, SINGLE -> Integer.BYTES;
        case DOUBLE -> Double.BYTES;
        default -> throw new IllegalArgumentException("values: of type " + type);
      };
    }

    double nextValue() {
      return switch (type) {
        case INT8 -> data.get();
        case UINT8 -> data.get() & 0xFF;
        case INT16 -> data.getShort();
        case UINT16 -> data.getShort() & 0xFFFF;
        case INT32 -> data.getInt();
        case UINT32 -> Integer.toUnsignedLong(data.getInt());
        case SINGLE -> data.getFloat();
        default -> data.getDouble();
      };
    }
  }
}
