package dev.konkyo.graph;

/** ONNX's auto_pad: where the padding of a sliding window comes from. */
public enum AutoPad {
    /** The pads attribute says. */
    NOTSET,
    /** So much that the output has ceil(input / stride) places; an odd one goes to the end, as in TensorFlow. */
    SAME_UPPER,
    /** The same, an odd one goes to the beginning. */
    SAME_LOWER,
    /** None. */
    VALID
}
