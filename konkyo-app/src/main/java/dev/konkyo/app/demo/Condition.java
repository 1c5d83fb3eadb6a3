package dev.konkyo.app.demo;

/** Whether a part may be shipped. */
public enum Condition {
    /** Sound: dust and tool marks at most. */
    OK("ok"),
    /** Not good: at least one visible defect. */
    NG("ng");

    private final String label;

    Condition(String label) {
        this.label = label;
    }

    /** The class folder's name. */
    public String label() {
        return label;
    }
}
