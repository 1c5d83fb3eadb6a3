/**
 * The command line. In flow words typed by people and scripts; they become typed values at this edge and nothing deeper sees an
 * option. Out flow results on standard output, everything else on standard error, and an exit status: 0 done, 1 failed, 2 wrong
 * usage, 3 a label given with {@code --fail-on} was seen.
 */
@NullMarked
package dev.konkyo.app.cli;

import org.jspecify.annotations.NullMarked;
