package org.gdposr.cli.architecture.violations.model;

/** Public and neither final nor abstract. */
public class OpenToHeirs {}
