package dev.konkyo.heatmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 8-connected components of pixels, gathered from runs row by row with union-find. */
final class Components {
    private final List<Run> runs = new ArrayList<>();
    /** The largest value in each run. */
    private final List<Float> values = new ArrayList<>();
    /** For each run the index of another run of its component; a root names itself. */
    private final List<Integer> parents = new ArrayList<>();

    /** Where the runs of this row begin. */
    private int row;
    /** The first run of the row above that the next one may touch. */
    private int above;

    /** Pixels that are connected. */
    static final class Component {
        private final List<Run> runs = new ArrayList<>();
        private float strongest = Float.NEGATIVE_INFINITY;

        /** In reading order. */
        List<Run> runs() {
            return runs;
        }

        /** The largest value in any of the runs. */
        float strongest() {
            return strongest;
        }
    }

    /** Begins the next row. */
    void nextRow() {
        above = row;
        row = runs.size();
    }

    /** Adds the next run of this row, from the left, with the largest value in it. */
    void add(Run run, float strongest) {
        int index = runs.size();
        runs.add(run);
        values.add(strongest);
        parents.add(index);
        while (above < row && runs.get(above).end() < run.x()) {
            above++;
        }
        // Runs touch at corners when one ends where the other starts. The last one may touch the next run as well.
        for (int i = above; i < row && runs.get(i).x() <= run.end(); i++) {
            join(i, index);
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parents.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
    }

    private int root(int index) {
        int i = index;
        while (parents.get(i) != i) {
            // Halving the path keeps the trees flat.
            parents.set(i, parents.get(parents.get(i)));
            i = parents.get(i);
        }
        return i;
    }

    /** The components in reading order of their first pixels. */
    List<Component> all() {
        Map<Integer, Component> components = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            Component component = components.computeIfAbsent(root(i), root -> new Component());
            component.runs.add(runs.get(i));
            component.strongest = Math.max(component.strongest, values.get(i));
        }
        return List.copyOf(components.values());
    }
}
