package org.gdposr.workflows;

/**
 * What a pipeline is started with: references only, the run's record holds the rest.
 *
 * @param runId the run, also the workflow's id
 * @param configSha256 digest of the run's resolved config, so that the history says what was run
 */
public record PipelineInput(String runId, String configSha256) {}
