package dev.konkyo.heatmap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A search for regions of evidence: pixels above a threshold, connected by edges or corners.
 *
 * @param threshold pixels above this value belong to a region, in the heatmap's unit
 * @param minimumArea smaller regions are left out, in photo pixels, at least 1
 */
public record Regions(float threshold, int minimumArea) {
    private static final Comparator<Region> STRONGEST_FIRST = Comparator.comparingDouble(Region::score)
            .thenComparingInt(Region::area)
            .reversed()
            .thenComparingInt(region -> region.runs().getFirst().y())
            .thenComparingInt(region -> region.runs().getFirst().x());

    public Regions {
        if (!Float.isFinite(threshold) || minimumArea < 1) {
            throw new IllegalArgumentException("regions need a finite threshold and an area of at least 1 pixel, got "
                    + threshold + " and " + minimumArea);
        }
    }

    /**
     * The regions of a map at a photo's resolution.
     *
     * @return highest score first, then largest first
     */
    public List<Region> in(Heatmap map, int photoHeight, int photoWidth) {
        FineRows rows = map.rowsAbove(threshold, photoHeight, photoWidth);
        Components components = new Components();
        for (int y = 0; y < photoHeight; y++) {
            components.nextRow();
            if (rows.mayExceed(y)) {
                addRuns(components, rows.row(y), y);
            }
        }
        List<Region> regions = new ArrayList<>();
        for (Components.Component component : components.all()) {
            Region region = Region.of(component.runs(), component.strongest());
            if (region.area() >= minimumArea) {
                regions.add(region);
            }
        }
        regions.sort(STRONGEST_FIRST);
        return List.copyOf(regions);
    }

    private void addRuns(Components components, float[] pixels, int y) {
        for (int x = 0; x < pixels.length; x++) {
            if (pixels[x] > threshold) {
                int start = x;
                float strongest = pixels[x];
                for (x++; x < pixels.length && pixels[x] > threshold; x++) {
                    strongest = Math.max(strongest, pixels[x]);
                }
                components.add(new Run(y, start, x - start), strongest);
            }
        }
    }
}
