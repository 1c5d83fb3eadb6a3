/** Event files that TensorBoard reads. In flow scalars by name and step; out comes a file that grows while a run goes on. */
@NullMarked
package dev.konkyo.tensorboard;

import org.jspecify.annotations.NullMarked;
