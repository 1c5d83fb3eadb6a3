package dev.konkyo.app.report;

import dev.konkyo.analysis.JudgedPhoto;

/**
 * A photo and the texture that was made of it, as both models judge them.
 *
 * @param distance of the Gram matrices that is left, as a share of that of noise
 */
public record TexturePicture(String name, JudgedPhoto photo, JudgedPhoto texture, double distance) {}
