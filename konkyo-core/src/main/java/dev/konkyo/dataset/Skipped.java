package dev.konkyo.dataset;

import java.nio.file.Path;

/** A file that is left out, and why, in one line. */
public record Skipped(Path file, String reason) {}
