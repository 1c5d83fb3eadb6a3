package dev.konkyo.app.report;

import java.util.OptionalDouble;

/**
 * What one photo took, in milliseconds.
 *
 * @param decode reading the file
 * @param decide preparing the photo and one pass through the model; measured on the first photos only
 * @param explain preparing the photo, decision and evidence together; empty where no evidence was asked for
 */
public record Timing(double decode, OptionalDouble decide, OptionalDouble explain) {}
