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
        Heatmap pixels = map.onto(photoHeight, photoWidth);
        Components components = new Components();
        for (int y = 0; y < photoHeight; y++) {
            components.row(runs(pixels, y));
        }
        List<Region> regions = new ArrayList<>();
        for (List<Run> component : components.all()) {
            Region region = Region.of(component, strongest(pixels, component));
            if (region.area() >= minimumArea) {
                regions.add(region);
            }
        }
        regions.sort(STRONGEST_FIRST);
        return List.copyOf(regions);
    }

    private List<Run> runs(Heatmap pixels, int y) {
        List<Run> runs = new ArrayList<>();
        int start = -1;
        for (int x = 0; x <= pixels.width(); x++) {
            boolean above = x < pixels.width() && pixels.at(y, x) > threshold;
            if (above && start < 0) {
                start = x;
            } else if (!above && start >= 0) {
                runs.add(new Run(y, start, x - start));
                start = -1;
            }
        }
        return runs;
    }

    private static float strongest(Heatmap pixels, List<Run> runs) {
        float strongest = Float.NEGATIVE_INFINITY;
        for (Run run : runs) {
            for (int x = run.x(); x < run.end(); x++) {
                strongest = Math.max(strongest, pixels.at(run.y(), x));
            }
        }
        return strongest;
    }
}
