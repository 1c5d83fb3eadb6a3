package dev.konkyo.dataset;

import dev.konkyo.image.Box;

/**
 * An object that a person boxed in a photo.
 *
 * @param name its class as the file says; in YOLO's files without names the class's number
 * @param share the box with the photo's width and height as units, so that it fits the photo at any size
 */
public record BoxedObject(String name, Box share) {
    /** The box in the pixels of a photo of this size. */
    public Box in(int height, int width) {
        return share.scaled(width, height);
    }
}
