/**
 * Published weights by name. In flows a {@link dev.konkyo.hub.HubReference} such as {@code hf:timm/resnet50.a1_in1k}; out flow files in a
 * cache, the same bytes at every later use, without a network from the second time on.
 */
@NullMarked
package dev.konkyo.hub;

import org.jspecify.annotations.NullMarked;
