/** Placeholder. */
@NullMarked
package dev.konkyo.app;

import org.jspecify.annotations.NullMarked;
