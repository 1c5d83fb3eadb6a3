package dev.konkyo.image;

/** A place in a photo, in continuous pixels as in {@link Box}: a pixel's centre lies at its index plus one half. */
public record Point(double x, double y) {}
