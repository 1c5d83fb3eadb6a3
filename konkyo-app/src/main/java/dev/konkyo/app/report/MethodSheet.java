package dev.konkyo.app.report;

import dev.konkyo.heatmap.Captioned;
import dev.konkyo.heatmap.ContactSheet;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One photo as several methods see it, each on the fixed scale of its unit, so that a plain picture means no evidence. */
public final class MethodSheet {
    private static final int COLUMNS = 6;
    private static final int CELL = 200;

    private final Image photo;
    private final double vertical;
    private final double horizontal;
    private final List<Captioned> pictures = new ArrayList<>();

    /**
     * A sheet that begins with the photo alone.
     *
     * @param target what all methods are asked
     */
    public MethodSheet(Image photo, String target) {
        double factor = (double) CELL / Math.max(photo.height(), photo.width());
        this.photo = photo.resized(Math.max(1, (int) Math.round(factor * photo.height())), Math.max(1, (int)
                Math.round(factor * photo.width())));
        vertical = (double) this.photo.height() / photo.height();
        horizontal = (double) this.photo.width() / photo.width();
        pictures.add(new Captioned("evidence for " + target, this.photo));
    }

    /** Adds a method's map, which lies on the photo in its full size. */
    public void add(String method, Heatmap map, EvidenceScale scale) {
        // Only the share of the photo that the map covers counts, so the placement shrinks with the photo.
        Heatmap placed = new Heatmap(
                map.height(),
                map.width(),
                map.values(),
                map.unit(),
                map.placement().scaled(horizontal, vertical));
        pictures.add(new Captioned(
                method + " " + number(map.max()) + " " + map.unit().displayName(),
                Overlay.standard(scale).tinted(photo, placed)));
    }

    private static String number(float value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2g", value);
    }

    /** All pictures in rows. */
    public Image picture() {
        return new ContactSheet(COLUMNS, CELL, CELL).of(pictures);
    }
}
