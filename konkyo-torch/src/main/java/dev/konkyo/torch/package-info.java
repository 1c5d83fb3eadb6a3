/** Placeholder. */
@NullMarked
package dev.konkyo.torch;

import org.jspecify.annotations.NullMarked;
