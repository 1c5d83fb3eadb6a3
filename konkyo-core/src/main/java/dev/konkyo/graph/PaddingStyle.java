package dev.konkyo.graph;

/** How a network pads its convolutions at even sizes and stride 2, where the frameworks differ. */
public enum PaddingStyle {
    /** The same on all sides, as torchvision's networks do. */
    SYMMETRIC,
    /** TensorFlow's SAME: an odd pixel goes to the bottom and right. */
    SAME
}
