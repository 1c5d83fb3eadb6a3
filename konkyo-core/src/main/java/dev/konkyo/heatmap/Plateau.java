package dev.konkyo.heatmap;

import dev.konkyo.image.Box;
import java.util.Arrays;
import java.util.BitSet;

/** 8-connected cells of equal value, gathered breadth first. */
final class Plateau {
    private final Heatmap map;
    private int[] cells = new int[8];
    private int count;
    private boolean peak = true;

    private Plateau(Heatmap map) {
        this.map = map;
    }

    /** The plateau that a cell belongs to; its cells are marked as visited. */
    static Plateau around(Heatmap map, int seed, BitSet visited) {
        Plateau plateau = new Plateau(map);
        plateau.add(seed, visited);
        for (int i = 0; i < plateau.count; i++) {
            plateau.spread(plateau.cells[i], visited);
        }
        return plateau;
    }

    private void add(int cell, BitSet visited) {
        visited.set(cell);
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, 2 * count);
        }
        cells[count++] = cell;
    }

    private void spread(int cell, BitSet visited) {
        int row = row(cell);
        int column = column(cell);
        for (int y = Math.max(row - 1, 0); y <= Math.min(row + 1, map.height() - 1); y++) {
            for (int x = Math.max(column - 1, 0); x <= Math.min(column + 1, map.width() - 1); x++) {
                int neighbour = y * map.width() + x;
                if (map.at(y, x) > value()) {
                    peak = false;
                } else if (map.at(y, x) == value() && !visited.get(neighbour)) {
                    add(neighbour, visited);
                }
            }
        }
    }

    private int row(int cell) {
        return cell / map.width();
    }

    private int column(int cell) {
        return cell % map.width();
    }

    private float value() {
        return map.values()[cells[0]];
    }

    /** Whether no neighbour of any of the cells is higher. */
    boolean isPeak() {
        return peak;
    }

    /** The plateau's middle in photo pixels: its centroid, or its cell nearest to that where the centroid is not on the plateau. */
    Peak peak() {
        double row = 0;
        double column = 0;
        for (int i = 0; i < count; i++) {
            row += (double) row(cells[i]) / count;
            column += (double) column(cells[i]) / count;
        }
        int nearest = nearest(row, column);
        int nearestRow = row(nearest);
        int nearestColumn = column(nearest);
        // A hair over half a cell: a centroid on the border between two cells belongs to both.
        if (Math.max(Math.abs(nearestRow - row), Math.abs(nearestColumn - column)) > 0.500001) {
            row = nearestRow;
            column = nearestColumn;
        }
        Box place = map.placement();
        return new Peak(
                place.y() + (row + 0.5) * place.height() / map.height(),
                place.x() + (column + 0.5) * place.width() / map.width(),
                value());
    }

    private int nearest(double row, double column) {
        int nearest = cells[0];
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            double distance = Math.hypot(row(cells[i]) - row, column(cells[i]) - column);
            if (distance < least) {
                least = distance;
                nearest = cells[i];
            }
        }
        return nearest;
    }
}
