/**
 * What training makes small. In flow logits, cosines or embeddings and the classes' shares as engine tensors; out flows one number that can be
 * differentiated.
 */
@NullMarked
package dev.konkyo.torch.loss;

import org.jspecify.annotations.NullMarked;
