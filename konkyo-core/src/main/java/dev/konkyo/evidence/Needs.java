package dev.konkyo.evidence;

import java.util.Locale;

/** The least that a method must be able to ask of a model, weakest first. */
public enum Needs {
    SCORES,
    FEATURES,
    GRADIENTS;

    /** The word for listings. */
    public String displayName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
