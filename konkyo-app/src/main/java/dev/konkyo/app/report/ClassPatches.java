package dev.konkyo.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The patches that tell what a model takes for a class; it keeps as many of each kind as were asked for. */
public final class ClassPatches {
    private static final Comparator<SeenPatch> BY_EVIDENCE = Comparator.comparingDouble(SeenPatch::evidence);

    private final int count;
    private final List<SeenPatch> most = new ArrayList<>();
    private final List<SeenPatch> least = new ArrayList<>();
    private final List<SeenPatch> misleading = new ArrayList<>();
    private int photos;
    private int right;

    ClassPatches(int count) {
        this.count = count;
    }

    /** Takes a photo of the class. */
    void own(boolean rightly, List<SeenPatch> strongest, List<SeenPatch> weakest) {
        photos++;
        right += rightly ? 1 : 0;
        keep(most, strongest, BY_EVIDENCE.reversed());
        keep(least, weakest, BY_EVIDENCE);
    }

    /** Takes a photo of another class. */
    void foreign(List<SeenPatch> strongest) {
        keep(misleading, strongest, BY_EVIDENCE.reversed());
    }

    private void keep(List<SeenPatch> kept, List<SeenPatch> found, Comparator<SeenPatch> order) {
        kept.addAll(found);
        kept.sort(order);
        kept.subList(Math.min(count, kept.size()), kept.size()).clear();
    }

    /** Photos of the class. */
    public int photos() {
        return photos;
    }

    /** How many of them the model was right about. */
    public int right() {
        return right;
    }

    /** In photos of the class, the patches that speak most for it. */
    public List<SeenPatch> most() {
        return List.copyOf(most);
    }

    /** In photos of the class, the patches that speak least for it or most against it. */
    public List<SeenPatch> least() {
        return List.copyOf(least);
    }

    /** In photos of other classes, the patches that speak most for this one. */
    public List<SeenPatch> misleading() {
        return List.copyOf(misleading);
    }
}
