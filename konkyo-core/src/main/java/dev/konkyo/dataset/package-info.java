/**
 * Data sets: which photos there are, what they show, which part of the work they are for. In flows a folder, out flow labelled
 * samples, their division into training and validation, and batches of network inputs that background threads prepare.
 */
@NullMarked
package dev.konkyo.dataset;

import org.jspecify.annotations.NullMarked;
