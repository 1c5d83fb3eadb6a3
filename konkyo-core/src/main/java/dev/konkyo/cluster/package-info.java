/**
 * Groups of points that lie together. In flow points as rows of numbers, out flows a {@link dev.konkyo.cluster.Clustering}: centres, and for
 * each point the centre that it belongs to.
 */
@NullMarked
package dev.konkyo.cluster;

import org.jspecify.annotations.NullMarked;
