/** Benchmarks. In flow pictures and networks that each benchmark makes itself, out flow times. */
@NullMarked
package dev.konkyo.bench;

import org.jspecify.annotations.NullMarked;
