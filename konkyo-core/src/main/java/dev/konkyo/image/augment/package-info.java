/**
 * Random changes that make few photos go further in training. In flows a photo at the network's scale and a source of
 * randomness, out flows the picture that the network sees, and the geometric change for whatever must follow it, such as a mask.
 */
@NullMarked
package dev.konkyo.image.augment;

import org.jspecify.annotations.NullMarked;
