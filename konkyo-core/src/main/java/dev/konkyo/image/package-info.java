/**
 * Photos: reading, writing and changing pixels. In flow files and pixel arrays, out flow {@link dev.konkyo.image.Image}s and
 * the float arrays that networks take. The only package that touches OpenCV.
 */
@NullMarked
package dev.konkyo.image;

import org.jspecify.annotations.NullMarked;
