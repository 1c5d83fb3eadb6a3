package dev.konkyo.analysis;

/** An upright rectangle of whole pixels in a picture. */
record Patch(int top, int left, int height, int width) {}
