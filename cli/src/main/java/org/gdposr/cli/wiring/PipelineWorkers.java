package org.gdposr.cli.wiring;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gdposr.activities.TaskQueues;
import org.gdposr.activities.arf.ArfActivitiesImpl;
import org.gdposr.activities.benchmark.BenchmarkActivitiesImpl;
import org.gdposr.activities.degradation.DegradationActivitiesImpl;
import org.gdposr.activities.failure.FailureNames;
import org.gdposr.activities.gdpo.GdpoActivitiesImpl;
import org.gdposr.activities.naosd.NaosdActivitiesImpl;
import org.gdposr.activities.process.ChildProcessStageRunner;
import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.process.StageEnvironment;
import org.gdposr.activities.rollout.RolloutActivitiesImpl;
import org.gdposr.activities.run.RunActivitiesImpl;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunHost;
import org.gdposr.activities.storage.StoreEndpoint;
import org.gdposr.activities.tracking.RunTracker;
import org.gdposr.cli.console.Version;
import org.gdposr.workflows.Pipelines;

/** The workers of a home: bookkeeping on one queue, stage processes on the other. */
final class PipelineWorkers implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(20);

  private final WorkerFactory factory;

  private PipelineWorkers(WorkerFactory factory) {
    this.factory = factory;
  }

  static PipelineWorkers start(
      WorkflowClient client,
      Home home,
      LocalStore store,
      StoreEndpoint endpoint,
      RunConfig config,
      RunTracker tracker,
      Map<String, String> environment) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new FailureNames()).build());
    Worker control = factory.newWorker(TaskQueues.CONTROL);
    Pipelines.register(control);
    control.registerActivitiesImplementations(
        new RunActivitiesImpl(
            store.objects(), store.planner(), LocalStore::chunkNames, host(tracker)));
    Worker compute =
        factory.newWorker(
            TaskQueues.COMPUTE,
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(slots(config))
                .build());
    Map<String, String> children = new TreeMap<>(StageEnvironment.kept(environment));
    children.putAll(endpoint.environment());
    ShardExecutor executor =
        new ShardExecutor(
            new ChildProcessStageRunner(
                StageCommandLine::of, children, home.folder(), store.objects()),
            store.objects());
    compute.registerActivitiesImplementations(
        new DegradationActivitiesImpl(executor),
        new NaosdActivitiesImpl(executor),
        new RolloutActivitiesImpl(executor),
        new ArfActivitiesImpl(executor),
        new GdpoActivitiesImpl(executor),
        new BenchmarkActivitiesImpl(executor));
    factory.start();
    return new PipelineWorkers(factory);
  }

  /** As many processes at a time as have cores for their threads. */
  private static int slots(RunConfig config) {
    int threads =
        IntStream.of(
                config.degradation().threads(), config.rollout().threads(), config.arf().threads())
            .max()
            .orElse(1);
    return Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
  }

  private static RunHost host(RunTracker tracker) {
    Map<String, String> provenance = new TreeMap<>(Version.current().asMap());
    provenance.put("java", Runtime.version().toString());
    provenance.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    provenance.put("arch", System.getProperty("os.arch"));
    provenance.put("host", hostName());
    provenance.put("device", "cpu");
    return new RunHost(
        provenance,
        InstantSource.system(),
        () -> Activity.getExecutionContext().heartbeat(null),
        tracker::deliver);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
  }
}
