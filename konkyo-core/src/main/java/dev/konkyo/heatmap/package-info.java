/**
 * Evidence in space. In flow float grids from networks, from evidence methods and from files, each with a unit and the
 * rectangle of the photo that it covers; out flow peaks, regions with boxes and outlines, coloured overlays with a legend, and
 * {@code .npy} files. Everything that points at a place in a photo is a {@link dev.konkyo.heatmap.Heatmap}.
 *
 * <p>Coordinates are photo pixels as real numbers: the origin is the top left corner of the top left pixel, whose centre is
 * therefore (0.5, 0.5). Zero is "no evidence", negative values are evidence against.
 */
@NullMarked
package dev.konkyo.heatmap;

import org.jspecify.annotations.NullMarked;
