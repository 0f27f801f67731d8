package org.gdposr.activities.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.ObjectStore;

/** For tests: a store that is away for some calls. */
final class OutageStore {
  private OutageStore() {}

  /**
   * @param away whether a call on this key fails, asked at each call
   */
  static ObjectStore around(ObjectStore store, Predicate<String> away) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            OutageStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (away.test((String) arguments[0])) {
                throw new StageFailure(FailureType.INFRASTRUCTURE, "the store is away");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
