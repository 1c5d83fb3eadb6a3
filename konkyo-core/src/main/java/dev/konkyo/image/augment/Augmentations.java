package dev.konkyo.image.augment;

import dev.konkyo.image.augment.AugmentationEntry.Range;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of augmentations. */
public final class Augmentations {
    /** The smoothness of an elastic deformation: a tenth of the picture, below the paper's so that its dents are seen. */
    private static final double SMOOTHNESS = 0.1;

    private static final List<AugmentationEntry> ALL = List.of(
            new AugmentationEntry(
                    "flip", HorizontalFlip.class, 0.5, Optional.empty(), "", (p, _, _) -> new HorizontalFlip(p)),
            new AugmentationEntry(
                    "flip-vertical", VerticalFlip.class, 0.5, Optional.empty(), "", (p, _, _) -> new VerticalFlip(p)),
            new AugmentationEntry(
                    "quarter-turn", QuarterTurn.class, 0.75, Optional.empty(), "", (p, _, _) -> new QuarterTurn(p)),
            AugmentationEntry.of(
                    "rotation",
                    Rotation.class,
                    1,
                    new Range("largest turn in degrees", 5, 15, 45),
                    "",
                    (p, range, _) -> new Rotation(p, range)),
            AugmentationEntry.of(
                    "shift",
                    Shift.class,
                    1,
                    new Range("largest shift as a fraction of the side", 0.03, 0.1, 0.25),
                    "",
                    (p, range, _) -> new Shift(p, range)),
            AugmentationEntry.of(
                    "scale",
                    Scale.class,
                    1,
                    new Range("largest enlargement less one", 0.1, 0.2, 0.6),
                    "",
                    (p, range, _) -> new Scale(p, range)),
            AugmentationEntry.of(
                    "perspective",
                    Perspective.class,
                    0.5,
                    new Range("largest way of a corner as a fraction of the side", 0.04, 0.1, 0.2),
                    "Heckbert 1989, Fundamentals of Texture Mapping and Image Warping",
                    (p, range, _) -> new Perspective(p, range)),
            AugmentationEntry.of(
                    "elastic",
                    Elastic.class,
                    0.5,
                    new Range("largest deviation of the arrows as a fraction of the side", 0.01, 0.03, 0.06),
                    "Simard et al. 2003, Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis",
                    (p, range, _) -> new Elastic(p, range, SMOOTHNESS)),
            AugmentationEntry.of(
                    "brightness",
                    BrightnessContrast.class,
                    1,
                    new Range("largest change as a fraction of black to white", 0.05, 0.15, 0.4),
                    "",
                    (p, range, before) -> new BrightnessContrast(p, range, contrast(before))),
            AugmentationEntry.of(
                    "contrast",
                    BrightnessContrast.class,
                    1,
                    new Range("largest distance of the factor from 1", 0.1, 0.2, 0.6),
                    "",
                    (p, range, before) -> new BrightnessContrast(p, brightness(before), range)),
            AugmentationEntry.of(
                    "gamma",
                    Gamma.class,
                    1,
                    new Range("largest exponent less one", 0.15, 0.3, 1),
                    "",
                    (p, range, _) -> new Gamma(p, range)),
            AugmentationEntry.of(
                    "saturation",
                    Colour.class,
                    1,
                    new Range("largest distance of the factor from 1", 0.15, 0.3, 0.9),
                    "ITU-R BT.601, section 2.5.1",
                    (p, range, before) -> new Colour(p, range, hue(before))),
            AugmentationEntry.of(
                    "hue",
                    Colour.class,
                    1,
                    new Range("largest turn in degrees", 5, 10, 60),
                    "ITU-R BT.601, section 2.5.1",
                    (p, range, before) -> new Colour(p, saturation(before), range)),
            AugmentationEntry.of(
                    "blur",
                    Blur.class,
                    0.5,
                    new Range("largest deviation as a fraction of the side", 0.004, 0.01, 0.03),
                    "",
                    (p, range, _) -> new Blur(p, range)),
            AugmentationEntry.of(
                    "noise",
                    GaussianNoise.class,
                    0.5,
                    new Range("largest deviation as a fraction of black to white", 0.02, 0.05, 0.2),
                    "",
                    (p, range, _) -> new GaussianNoise(p, range)),
            AugmentationEntry.of(
                    "pepper",
                    SaltAndPepper.class,
                    0.5,
                    new Range("largest share of pixels that become black or white", 0.005, 0.02, 0.15),
                    "",
                    (p, range, _) -> new SaltAndPepper(p, range)),
            AugmentationEntry.of(
                    "jpeg",
                    JpegArtefacts.class,
                    0.5,
                    new Range("lowest quality", 60, 30, 5),
                    "",
                    (p, range, _) -> new JpegArtefacts(p, Math.toIntExact(Math.round(range)))),
            AugmentationEntry.of(
                    "cutout",
                    Cutout.class,
                    0.5,
                    new Range("longest side as a fraction of the picture's", 0.15, 0.3, 0.6),
                    "DeVries and Taylor 2017, Improved Regularization of Convolutional Neural Networks with Cutout",
                    (p, range, _) -> new Cutout(p, range)),
            AugmentationEntry.of(
                    "mixup",
                    MixUp.class,
                    1,
                    new Range("alpha of the shares' beta distribution", 0.1, 0.2, 1),
                    "Zhang et al. 2018, mixup: Beyond Empirical Risk Minimization",
                    (p, range, _) -> new MixUp(p, range)),
            AugmentationEntry.of(
                    "cutmix",
                    CutMix.class,
                    0.5,
                    new Range("alpha of the areas' beta distribution", 0.3, 1, 4),
                    "Yun et al. 2019, CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features",
                    (p, range, _) -> new CutMix(p, range)));

    private Augmentations() {}

    public static List<AugmentationEntry> all() {
        return ALL;
    }

    /**
     * The augmentation of this name.
     *
     * @throws IllegalArgumentException listing the names if there is none
     */
    public static AugmentationEntry named(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no augmentation is called '" + name + "'; there are "
                        + Stream.concat(
                                        AugmentationChoice.presets(),
                                        ALL.stream().map(AugmentationEntry::name))
                                .collect(Collectors.joining(", "))));
    }

    private static double brightness(Optional<Augmentation> before) {
        return before.orElse(null) instanceof BrightnessContrast had ? had.brightness() : 0;
    }

    private static double contrast(Optional<Augmentation> before) {
        return before.orElse(null) instanceof BrightnessContrast had ? had.contrast() : 0;
    }

    private static double saturation(Optional<Augmentation> before) {
        return before.orElse(null) instanceof Colour had ? had.saturation() : 0;
    }

    private static double hue(Optional<Augmentation> before) {
        return before.orElse(null) instanceof Colour had ? had.hue() : 0;
    }
}
