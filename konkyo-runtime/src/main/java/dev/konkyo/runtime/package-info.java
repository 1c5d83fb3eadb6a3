/** Placeholder. */
@NullMarked
package dev.konkyo.runtime;

import org.jspecify.annotations.NullMarked;
