package dev.konkyo.faithfulness;

/**
 * A number with its confidence interval.
 *
 * @param value over all photos
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param photos that it rests on
 */
public record Estimate(double value, double low, double high, int photos) {}
