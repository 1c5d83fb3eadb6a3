package dev.konkyo.evidence;

/** The least that a method must be able to ask of a model, weakest first. */
public enum Needs {
    SCORES,
    FEATURES,
    GRADIENTS
}
