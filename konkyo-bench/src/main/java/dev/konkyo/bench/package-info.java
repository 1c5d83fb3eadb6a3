/** Benchmarks and studies. In flow pictures and networks that each of them makes itself, out flow times, or what a method gains. */
@NullMarked
package dev.konkyo.bench;

import org.jspecify.annotations.NullMarked;
