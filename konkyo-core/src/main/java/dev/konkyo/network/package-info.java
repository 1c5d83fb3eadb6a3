/**
 * The networks. In flows a {@link dev.konkyo.network.NetworkShape} (classes, input size, padding); out flows a
 * {@link dev.konkyo.graph.Graph} without weights.
 *
 * <p>Each file reads from top to bottom like the table of its paper. Parameters have the names of torchvision's published weights, and
 * a value has the name of the module that makes it. A network is listed in {@link dev.konkyo.network.Networks} and thereby under test.
 */
@NullMarked
package dev.konkyo.network;

import org.jspecify.annotations.NullMarked;
