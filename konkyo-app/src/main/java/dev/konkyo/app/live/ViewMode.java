package dev.konkyo.app.live;

/** How evidence is drawn on a frame. */
public enum ViewMode {
    /** In colour, as strong as its place on the model's scale. */
    HEATMAP,
    /** Boxes around the regions above the evidence threshold. */
    BOXES;

    /** The other one. */
    ViewMode next() {
        return this == HEATMAP ? BOXES : HEATMAP;
    }
}
