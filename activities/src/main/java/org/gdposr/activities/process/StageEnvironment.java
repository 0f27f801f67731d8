package org.gdposr.activities.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.model.Stage;

/**
 * Environment variables of a stage process. What the engine reads before it loads decides bits, so
 * it is set from the spec and the same everywhere; beside the store's credentials a process gets no
 * other secrets.
 */
public final class StageEnvironment {
  private static final Set<String> KEPT =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "TMPDIR",
          "LANG",
          "LC_ALL",
          "TZ",
          "LD_LIBRARY_PATH",
          "JAVA_TOOL_OPTIONS",
          "ENGINE_CACHE_DIR");
  private static final Set<String> KEPT_PREFIXES = Set.of("DJL_", "PYTORCH_", "CUDA_", "NVIDIA_");
  // the largest that glibc accepts: tensors come from the heap, which is trimmed rarely
  private static final String MMAP_THRESHOLD = Integer.toString(32 << 20);
  private static final String TRIM_THRESHOLD = Integer.toString(512 << 20);

  private StageEnvironment() {}

  /** The part of this process's environment that a stage process may see. */
  public static Map<String, String> kept(Map<String, String> environment) {
    Map<String, String> kept = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (KEPT.contains(name) || KEPT_PREFIXES.stream().anyMatch(name::startsWith)) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  /** What a stage's engine is set to. */
  public static Map<String, String> of(Stage stage, RunConfig config) {
    Map<String, String> variables = ofEngine(threads(stage, config));
    variables.put("ATEN_CPU_CAPABILITY", "avx2");
    variables.put("ONEDNN_MAX_CPU_ISA", "AVX2");
    return variables;
  }

  /**
   * What the engine of any process is set to. The instruction set stays the processor's own: a
   * stage's results may not depend on it, what is made for one machine may.
   *
   * @param count compute threads
   */
  public static Map<String, String> ofEngine(int count) {
    String threads = Integer.toString(count);
    Map<String, String> variables = new TreeMap<>();
    variables.put("OMP_NUM_THREADS", threads);
    variables.put("MKL_NUM_THREADS", threads);
    variables.put("OMP_DYNAMIC", "FALSE");
    variables.put("MKL_DYNAMIC", "FALSE");
    variables.put("OMP_WAIT_POLICY", "PASSIVE");
    variables.put("MALLOC_ARENA_MAX", "1");
    variables.put("MALLOC_MMAP_THRESHOLD_", MMAP_THRESHOLD);
    variables.put("MALLOC_TRIM_THRESHOLD_", TRIM_THRESHOLD);
    variables.put("OPT_OUT_TRACKING", "true");
    variables.put("DJL_OFFLINE", "true");
    return variables;
  }

  private static int threads(Stage stage, RunConfig config) {
    return switch (stage) {
      case DEGRADATION -> config.degradation().threads();
      case NAOSD -> config.naosd().threads();
      case ROLLOUT -> config.rollout().threads();
      case ARF -> config.arf().threads();
      case GDPO -> config.gdpo().threads();
      case BENCHMARK -> config.benchmark().threads();
    };
  }
}
