package dev.konkyo.heatmap;

import dev.konkyo.image.Image;
import java.util.List;

/**
 * A way to draw evidence over a photo: the stronger the evidence on a fixed scale, the stronger the colour.
 *
 * @param opacity share of the colour where the evidence reaches the ceiling, in (0, 1]
 */
public record Overlay(EvidenceScale scale, Colormap colormap, double opacity) {
    /** Photos whose shorter side is below this are enlarged by a whole factor in {@link #picture}. */
    public static final int READABLE_SIDE = 200;
    /** No photo is enlarged to a longer side than this, however narrow it is. */
    private static final int LONGEST_SIDE = 2000;

    public Overlay {
        if (!(opacity > 0 && opacity <= 1)) {
            throw new IllegalArgumentException("an opacity lies in (0, 1], got " + opacity);
        }
    }

    /** Turbo colours that let the photo shine through. */
    public static Overlay standard(EvidenceScale scale) {
        return new Overlay(scale, Colormap.TURBO, 0.7);
    }

    /**
     * The photo with its evidence in colour, pixel for pixel.
     *
     * <p>With {@code f} the evidence's place between floor and ceiling, the colour covers {@code opacity * sqrt(f)} of the photo. Up to the
     * floor, and so everywhere on a map without positive evidence, the photo stays as it is.
     */
    public Image tinted(Image photo, Heatmap map) {
        if (scale.fraction(map.max()) == 0) {
            return photo;
        }
        byte[] rgb = photo.rgb().clone();
        tint(Tint.Order.RGB).over(rgb, photo.height(), photo.width(), map, scale);
        return new Image(photo.height(), photo.width(), rgb);
    }

    /** What lays these colours over pixels of a photo or video; the scale is given there. */
    public Tint tint(Tint.Order order) {
        return new Tint(colormap, opacity, order);
    }

    /**
     * The picture for people: the tinted photo, a frame and the score for each region, and the legend below.
     *
     * @return as wide as the photo, or as the narrowest legend, and higher by the legend; a small photo is enlarged first, see
     *     {@link #READABLE_SIDE}
     */
    public Image picture(Image photo, Heatmap map, List<Region> regions) {
        int zoom = zoom(photo);
        Image ground = zoom == 1 ? photo : photo.resized(zoom * photo.height(), zoom * photo.width());
        Heatmap placed = new Heatmap(
                map.height(),
                map.width(),
                map.values(),
                map.unit(),
                map.placement().scaled(zoom, zoom));
        Image framed = framed(tinted(ground, placed), regions, zoom);

        int width = Math.max(ground.width(), Legend.MINIMUM_WIDTH);
        Image legend = new Legend(scale, colormap, map.unit()).strip(width, map.max());
        Canvas canvas = new Canvas(ground.height() + legend.height(), width, Canvas.NIGHT);
        canvas.paste(framed, (width - ground.width()) / 2, 0);
        canvas.paste(legend, 0, ground.height());
        return canvas.image();
    }

    private static int zoom(Image photo) {
        int wanted = Math.ceilDiv(READABLE_SIDE, Math.min(photo.height(), photo.width()));
        int allowed = LONGEST_SIDE / Math.max(photo.height(), photo.width());
        return Math.max(1, Math.min(wanted, allowed));
    }

    private static Image framed(Image ground, List<Region> regions, int zoom) {
        Canvas canvas = Canvas.of(ground);
        Lettering lettering = Lettering.forWidth(ground.width());
        double thickness = Math.max(1, lettering.size() / 8.0);
        // The strongest region comes first and is drawn last, on top.
        for (Region region : regions.reversed()) {
            String score = Lettering.number(region.score());
            canvas.label(region.box().scaled(zoom, zoom), score, thickness, lettering);
        }
        return canvas.image();
    }
}
