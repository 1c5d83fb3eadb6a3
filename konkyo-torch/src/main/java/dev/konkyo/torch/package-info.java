/**
 * The training engine. In flows a {@link dev.konkyo.graph.WeightedGraph}; out flow its values as libtorch tensors, in training or
 * evaluation mode, with gradients for its parameters and for any value in between, and in the end its weights again.
 *
 * <p>This package and those below it are the only ones that touch libtorch. Native memory has one owner: the innermost open
 * {@link dev.konkyo.torch.TensorScope}, unless a tensor was kept for the enclosing one.
 */
@NullMarked
package dev.konkyo.torch;

import org.jspecify.annotations.NullMarked;
