package org.gdposr.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workflows' class path lacks these on purpose. Maven takes the nearest node of a dependency, so
 * that exclusion would reach the application if cli did not name the modules itself.
 */
class ClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.djl.ndarray.NDManager",
        "ai.djl.pytorch.engine.PtEngine",
        "io.minio.MinioClient",
        "io.temporal.worker.WorkerFactory",
        "org.mlflow.tracking.MlflowClient"
      })
  void theApplicationHasIt(String name) throws ClassNotFoundException {
    Class<?> found = Class.forName(name, false, ClassPathTest.class.getClassLoader());

    assertEquals(name, found.getName());
  }
}
