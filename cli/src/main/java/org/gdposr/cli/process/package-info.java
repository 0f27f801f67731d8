/** Child processes of single commands: told a task, they say events, and die with their parent. */
@NullMarked
package org.gdposr.cli.process;

import org.jspecify.annotations.NullMarked;
