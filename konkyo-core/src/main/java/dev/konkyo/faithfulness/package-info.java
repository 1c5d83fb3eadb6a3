/**
 * How far a heatmap can be trusted. In flow evidence methods, the classifier that they explain, and masks of the true places; out flow
 * numbers with intervals ({@link dev.konkyo.faithfulness.Findings}), beside those of maps that never looked at the photo.
 *
 * <p>A metric is one file that holds its formula, and one line in {@link dev.konkyo.faithfulness.PerturbationMetrics} or
 * {@link dev.konkyo.faithfulness.Localization}; {@link dev.konkyo.faithfulness.Study} gathers photos for all of them.
 */
@NullMarked
package dev.konkyo.faithfulness;

import org.jspecify.annotations.NullMarked;
