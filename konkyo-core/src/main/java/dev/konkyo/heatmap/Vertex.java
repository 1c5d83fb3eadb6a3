package dev.konkyo.heatmap;

/** A corner of an outline: a point between pixels, in photo pixels from the top left. */
public record Vertex(int x, int y) {}
