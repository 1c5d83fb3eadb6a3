package dev.konkyo.heatmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 8-connected components of pixels, gathered from runs row by row with union-find. */
final class Components {
    private final List<Run> runs = new ArrayList<>();
    /** For each run the index of another run of its component; a root names itself. */
    private final List<Integer> parents = new ArrayList<>();

    private int previousRow;

    /** Adds the next row's runs, from the left. */
    void row(List<Run> row) {
        int above = previousRow;
        int firstOfRow = runs.size();
        for (Run run : row) {
            int index = runs.size();
            runs.add(run);
            parents.add(index);
            while (above < firstOfRow && runs.get(above).end() < run.x()) {
                above++;
            }
            // Runs touch at corners when one ends where the other starts. The last one may touch the next run as well.
            for (int i = above; i < firstOfRow && runs.get(i).x() <= run.end(); i++) {
                join(i, index);
            }
        }
        previousRow = firstOfRow;
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

    /** The components in reading order of their first pixels; each one's runs in reading order. */
    List<List<Run>> all() {
        Map<Integer, List<Run>> components = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            components.computeIfAbsent(root(i), root -> new ArrayList<>()).add(runs.get(i));
        }
        return List.copyOf(components.values());
    }
}
