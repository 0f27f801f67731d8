package org.gdposr.model.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.gdposr.model.Check;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle of tensors, containers, numbers and texts. A pickle is a program: each class or
 * function that it asks for is looked up in one list here, and what isn't listed is refused before
 * anything is made.
 */
final class TorchPickle extends Unpickler {
  private static final Map<String, IObjectConstructor> ALLOWED = allowed();
  private static final List<String> TYPE_NAMES =
      List.of("float32", "float16", "bfloat16", "float64", "int64", "int32", "int16", "int8");

  /** Classes that a TorchScript program defines itself. */
  private static final String SCRIPT_CLASS = "__torch__.";

  private final Outside outside;

  /** Where a storage's bytes lie in the file. */
  interface StorageFinder {
    long begin(String key, long bytes);
  }

  /** What lies outside of the pickle, by what stands for it there. */
  interface Outside {
    Object find(Object id);
  }

  private TorchPickle(Outside outside) {
    this.outside = outside;
  }

  /** What the pickle asks for that isn't a tensor, a number or a name. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String asked) {
      super(asked);
    }
  }

  /** A module of a TorchScript program, whatever its class: its attributes by name. */
  private static final class ScriptModule extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  /** Values of one type in a row. */
  record Storage(DataKind kind, long elements, long begin) {}

  /** A parameter of torch before 0.4, which has its tensor as state. */
  static final class ParameterObject {
    private @Nullable Object value;

    @Nullable Object value() {
      return value;
    }
  }

  /** Of a storage or of a tensor. */
  record StorageType(DataKind kind) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw new RefusedException("a storage without a place");
    }
  }

  /**
   * @throws RefusedException for a class that isn't allowed
   * @throws RuntimeException with the reason, for bytes that are no pickle
   */
  static Object read(byte[] pickle, StorageFinder storages) throws IOException {
    return read(new ByteArrayInputStream(pickle), storages);
  }

  /** As {@link #read(byte[], StorageFinder)}, leaving what follows the pickle in the stream. */
  static Object read(InputStream in, StorageFinder storages) throws IOException {
    return readWith(in, id -> storage(id, storages));
  }

  /** As {@link #read(InputStream, StorageFinder)}, of a layout with other references. */
  static Object readWith(InputStream in, Outside outside) throws IOException {
    return new TorchPickle(outside).load(in);
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        pushGlobal(module, PickleUtils.readline(input));
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        pushGlobal((String) stack.pop(), name);
      }
      case Opcodes.BUILD -> setState();
      case Opcodes.REDUCE, Opcodes.NEWOBJ -> construct();
      case Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.BINSTRING, Opcodes.LONG4 -> {
        checkLength(4);
        return super.dispatch(key);
      }
      case Opcodes.BINUNICODE8, Opcodes.BINBYTES8 -> {
        checkLength(8);
        return super.dispatch(key);
      }
      case Opcodes.INST,
          Opcodes.OBJ,
          Opcodes.NEWOBJ_EX,
          Opcodes.EXT1,
          Opcodes.EXT2,
          Opcodes.EXT4,
          Opcodes.BYTEARRAY8,
          Opcodes.NEXT_BUFFER,
          Opcodes.READONLY_BUFFER ->
          throw new RefusedException("an object by instruction " + key);
      default -> {
        return super.dispatch(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  @Override
  protected Object persistentLoad(Object id) {
    return outside.find(id);
  }

  /** A storage: ("storage", type, key, device, elements). */
  private static Storage storage(Object id, StorageFinder storages) {
    Object[] parts = (Object[]) id;
    Check.that(parts.length >= 5 && "storage".equals(parts[0]), "storage", parts[0], "a storage");
    Check.that(parts.length < 6 || parts[5] == null, "storage", "part of another", "a whole one");
    DataKind kind = ((StorageType) parts[1]).kind();
    long elements = ((Number) parts[4]).longValue();
    long begin = storages.begin((String) parts[2], kind.bytes(new long[] {elements}));
    return new Storage(kind, elements, begin);
  }

  private void pushGlobal(String module, String name) {
    IObjectConstructor constructor = ALLOWED.get(module + "." + name);
    if (constructor != null) {
      stack.add(constructor);
    } else if (module.equals("torch") && TYPE_NAMES.contains(name)) {
      stack.add(name);
    } else if ((module + ".").startsWith(SCRIPT_CLASS)) {
      IObjectConstructor scriptModule = args -> new ScriptModule();
      stack.add(scriptModule);
    } else {
      throw new RefusedException(module + "." + name);
    }
  }

  private void construct() {
    Object[] args = (Object[]) stack.pop();
    if (stack.pop() instanceof IObjectConstructor constructor) {
      stack.add(constructor.construct(args));
    } else {
      throw new RefusedException("a call of what is no function");
    }
  }

  /** State is a script module's attributes, or an ordered dict's metadata, of no use here. */
  private void setState() {
    Object state = stack.pop();
    if (stack.peek() instanceof ParameterObject parameter) {
      parameter.value = ((Object[]) state)[0];
      return;
    }
    if (!(stack.peek() instanceof LinkedHashMap<?, ?> object)) {
      throw new RefusedException("an object with a state of its own");
    }
    if (object instanceof ScriptModule module && state instanceof Map<?, ?> attributes) {
      module.putAll(attributes);
    }
  }

  /** The library makes an array of any length that a text claims to have. */
  private void checkLength(int bytes) throws IOException {
    input.mark(bytes);
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length |= (long) (input.read() & 0xFF) << (8 * i);
    }
    input.reset();
    Check.that(
        length >= 0 && length <= input.available(), "pickle", "cut", length + " bytes of a text");
  }

  private static Map<String, IObjectConstructor> allowed() {
    Map<String, IObjectConstructor> allowed = new HashMap<>();
    allowed.put("collections.OrderedDict", TorchPickle::orderedDict);
    allowed.put("torch.Size", args -> args[0]);
    allowed.put("torch.device", args -> String.valueOf(args[0]));
    for (String builtins : List.of("builtins", "__builtin__")) {
      allowed.put(builtins + ".set", args -> new HashSet<>((List<?>) args[0]));
    }
    allowed.put("torch._utils._rebuild_tensor", TorchPickle::tensor);
    allowed.put("torch._utils._rebuild_tensor_v2", TorchPickle::tensor);
    // a parameter is its tensor, whatever hooks and attributes it has
    allowed.put("torch._utils._rebuild_parameter", args -> args[0]);
    allowed.put("torch.nn.parameter.Parameter", args -> new ParameterObject());
    for (String list : List.of("int", "double", "bool", "tensor")) {
      allowed.put("torch.jit._pickle.build_" + list + "list", args -> args[0]);
    }
    allowed.put("torch.jit._pickle.restore_type_tag", args -> args[0]);
    Map<String, DataKind> storages =
        Map.of(
            "Float", DataKind.F32,
            "Half", DataKind.F16,
            "BFloat16", DataKind.BF16,
            "Double", DataKind.F64,
            "Long", DataKind.I64,
            "Int", DataKind.I32,
            "Short", DataKind.I16,
            "Char", DataKind.I8,
            "Byte", DataKind.U8,
            "Bool", DataKind.BOOL);
    storages.forEach(
        (name, kind) -> {
          for (String module : List.of("torch.", "torch.cuda.")) {
            allowed.put(module + name + "Storage", new StorageType(kind));
            allowed.put(module + name + "Tensor", new StorageType(kind));
          }
        });
    return Map.copyOf(allowed);
  }

  private static Object orderedDict(Object[] args) {
    LinkedHashMap<Object, Object> dict = new LinkedHashMap<>();
    if (args.length > 0) {
      for (Object pair : (List<?>) args[0]) {
        List<?> items = pair instanceof Object[] tuple ? List.of(tuple) : (List<?>) pair;
        dict.put(items.get(0), items.get(1));
      }
    }
    return dict;
  }

  /** (storage, offset, shape, strides, …) in elements. */
  private static Object tensor(Object[] args) {
    long offset = ((Number) args[1]).longValue();
    return tensor((Storage) args[0], offset, numbers(args[2]), numbers(args[3]));
  }

  /**
   * @param offset of the first element, in elements
   */
  static TorchFile.Tensor tensor(Storage storage, long offset, long[] shape, long[] strides) {
    Check.that(shape.length == strides.length, "strides", strides.length, "one per axis");
    long size = storage.kind().bytes(shape) / storage.kind().bytes();
    for (long stride : strides) {
      Check.that(stride >= 0, "strides", stride, ">= 0");
    }
    long begin = storage.begin() + offset * storage.kind().bytes();
    TensorFile.Place place = new TensorFile.Place(storage.kind(), shape, strides, begin);
    Check.that(
        offset >= 0
            && offset <= storage.elements()
            && (size == 0 || place.span() <= storage.elements() - offset),
        "tensor",
        "reaches beyond its storage",
        "within " + storage.elements() + " elements");
    return new TorchFile.Tensor(place);
  }

  private static long[] numbers(Object tuple) {
    Object[] values = (Object[]) tuple;
    long[] numbers = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = ((Number) values[i]).longValue();
    }
    return numbers;
  }
}
