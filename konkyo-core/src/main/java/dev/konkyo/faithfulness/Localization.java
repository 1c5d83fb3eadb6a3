package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lists of localisation metrics, and what those need that look beyond one photo.
 *
 * @param maps of all photos by one method
 * @param clean those of OK photos
 * @param floor of the evidence scale, if it was measured on such maps
 */
public record Localization(List<Heatmap> maps, List<Clean> clean, OptionalDouble floor) {
    private static final List<Function<Localization, LocalizationMetric<?>>> QUICK = List.of(
            _ -> new PointingGameRate(PointingGame.PUBLISHED),
            _ -> new EnergyPointingGame(),
            photos -> new PixelAuroc(photos.maps, photos.clean),
            photos -> new Aupimo(photos.clean));

    private static final List<Function<Localization, LocalizationMetric<?>>> SLOW =
            List.of(_ -> new PxAp(), _ -> new MaxBoxAcc());

    public Localization {
        maps = List.copyOf(maps);
        clean = List.copyOf(clean);
    }

    /** Those that cost little. */
    public List<LocalizationMetric<?>> quick() {
        return Stream.concat(
                        made(QUICK).stream(),
                        floor.stream().<LocalizationMetric<?>>mapToObj(IntersectionOverUnion::new))
                .toList();
    }

    /** All of them. */
    public List<LocalizationMetric<?>> all() {
        return Stream.concat(quick().stream(), made(SLOW).stream()).toList();
    }

    private List<LocalizationMetric<?>> made(List<Function<Localization, LocalizationMetric<?>>> list) {
        return list.stream()
                .<LocalizationMetric<?>>map(make -> make.apply(this))
                .toList();
    }
}
