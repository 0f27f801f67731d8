package org.gdposr.cli.architecture.violations.activities;

/** Neither an interface nor a record nor an enum. */
public final class Implementation {}
