package dev.konkyo.app.report;

import dev.konkyo.image.Box;
import java.nio.file.Path;

/**
 * A patch of a photo and what it says.
 *
 * @param photo its file
 * @param seen in pixels of the network's input, wholly within it
 * @param box the same in pixels of the photo
 * @param evidence for a class, or for one class rather than another
 */
public record SeenPatch(Path photo, Box seen, Box box, float evidence) {}
