/**
 * Where the grounds of a decision lie. In flow network inputs and a question ({@link dev.konkyo.evidence.Target}); out flow maps of
 * evidence in the unit of the score ({@link dev.konkyo.evidence.Evidence}), and for photos an
 * {@link dev.konkyo.evidence.Explanation} with a heatmap that lies on the photo.
 *
 * <p>A method is one file that holds its formula and asks for the weakest classifier that it needs; it is listed in
 * {@link dev.konkyo.evidence.EvidenceMethods}.
 */
@NullMarked
package dev.konkyo.evidence;

import org.jspecify.annotations.NullMarked;
