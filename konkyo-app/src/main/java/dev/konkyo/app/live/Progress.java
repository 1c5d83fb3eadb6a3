package dev.konkyo.app.live;

/**
 * How the work goes.
 *
 * @param framesPerSecond decisions per second lately
 * @param latency from capture to decision, lately
 * @param dropped frames that came before the one before them was taken
 */
public record Progress(double framesPerSecond, Percentiles latency, long dropped) {}
