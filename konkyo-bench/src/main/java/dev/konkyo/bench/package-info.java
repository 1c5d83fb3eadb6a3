/** Placeholder. */
@NullMarked
package dev.konkyo.bench;

import org.jspecify.annotations.NullMarked;
