package dev.konkyo.dataset;

/** What a sample is for. */
public enum Part {
    /** Not decided yet: the folder has no parts, and no split was made. */
    UNDIVIDED,
    /** To learn from. */
    TRAINING,
    /** To choose between states of a training. */
    VALIDATION,
    /** To judge the finished model. */
    TEST
}
