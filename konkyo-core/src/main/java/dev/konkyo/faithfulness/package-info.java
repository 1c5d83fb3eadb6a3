/**
 * How far a heatmap can be trusted. In flow heatmaps with the masks of the true places, or with the classifier that they
 * explain; out flow hits, curves and rates.
 */
@NullMarked
package dev.konkyo.faithfulness;

import org.jspecify.annotations.NullMarked;
