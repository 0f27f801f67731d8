package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * Calls methods of a loaded TorchScript module with autograd on. DJL's own call accepts tensors
 * only and runs in inference mode, whose results can take no later part in a gradient; the native
 * functions needed are visible in this package alone.
 */
public final class TorchScriptBridge {
  private TorchScriptBridge() {}

  /** Runs {@code method} and returns its one tensor, attached to {@code manager}. */
  public static NDArray tensor(NDManager manager, long module, String method, Object... args) {
    long result = run(module, method, args);
    try {
      return new PtNDArray((PtNDManager) manager, PyTorchLibrary.LIB.iValueToTensor(result));
    } finally {
      PyTorchLibrary.LIB.torchDeleteIValue(result);
    }
  }

  /** Runs {@code method} and returns its list of tensors, attached to {@code manager}. */
  public static NDList tensors(NDManager manager, long module, String method, Object... args) {
    long result = run(module, method, args);
    try {
      NDList list = new NDList();
      for (long handle : PyTorchLibrary.LIB.iValueToTensorList(result)) {
        list.add(new PtNDArray((PtNDManager) manager, handle));
      }
      return list;
    } finally {
      PyTorchLibrary.LIB.torchDeleteIValue(result);
    }
  }

  private static long run(long module, String method, Object... args) {
    long[] handles = new long[args.length];
    int made = 0;
    try {
      for (; made < args.length; made++) {
        handles[made] = value(args[made]);
      }
      // isTrain: false would mean inference mode
      return PyTorchLibrary.LIB.moduleRunMethod(module, method, handles, true, false);
    } finally {
      for (int i = 0; i < made; i++) {
        PyTorchLibrary.LIB.torchDeleteIValue(handles[i]);
      }
    }
  }

  private static long value(Object arg) {
    if (arg instanceof PtNDArray array) {
      return PyTorchLibrary.LIB.iValueFromTensor(array.getHandle());
    }
    if (arg instanceof Long number) {
      return PyTorchLibrary.LIB.iValueFromLong(number);
    }
    if (arg instanceof Integer number) {
      return PyTorchLibrary.LIB.iValueFromLong(number);
    }
    if (arg instanceof Double number) {
      return PyTorchLibrary.LIB.iValueFromDouble(number);
    }
    if (arg instanceof Boolean flag) {
      return PyTorchLibrary.LIB.iValueFromBool(flag);
    }
    if (arg instanceof String text) {
      return PyTorchLibrary.LIB.iValueFromString(text);
    }
    if (arg instanceof long[] numbers) {
      return PyTorchLibrary.LIB.iValueFromLongList(numbers);
    }
    if (arg instanceof NDList list) {
      long[] handles = list.stream().mapToLong(a -> ((PtNDArray) a).getHandle()).toArray();
      return PyTorchLibrary.LIB.iValueFromTensorList(handles);
    }
    throw new IllegalArgumentException(
        "argument: "
            + (arg instanceof NDArray ? arg.getClass() : arg)
            + " (expected: tensor, number, flag, text or list)");
  }
}
