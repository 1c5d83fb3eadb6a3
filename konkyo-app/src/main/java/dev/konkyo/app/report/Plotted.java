package dev.konkyo.app.report;

/** A point of a chart. */
record Plotted(double x, double y) {}
