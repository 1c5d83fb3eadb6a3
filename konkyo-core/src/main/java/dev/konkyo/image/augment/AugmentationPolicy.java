package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The augmentations of a training, in order. The geometric ones are drawn first and become one warp together with the cut to the
 * network's input; the others follow.
 */
public record AugmentationPolicy(List<Augmentation> steps) {
    /** The ready-made policies. */
    public enum Strength {
        NONE,
        LIGHT,
        STRONG
    }

    public AugmentationPolicy {
        steps = List.copyOf(steps);
    }

    /** A ready-made policy. */
    public static AugmentationPolicy of(Strength strength) {
        return switch (strength) {
            case NONE -> none();
            case LIGHT -> light();
            case STRONG -> strong();
        };
    }

    /** Photos as they are. */
    public static AugmentationPolicy none() {
        return new AugmentationPolicy(List.of());
    }

    /**
     * For parts and hands photographed from a fixed camera, where up is up: mirrored, turned by up to 10°, moved and scaled by less
     * than a tenth, a little brighter or darker. Small defects survive it.
     */
    public static AugmentationPolicy light() {
        return new AugmentationPolicy(List.of(
                new HorizontalFlip(0.5),
                new Rotation(10),
                new ShiftScale(0.06, 0.1),
                new BrightnessContrast(0.1, 0.15)));
    }

    /**
     * For things that may lie in any position, or when few photos must do: also upside down, turned by up to 30°, scaled by a
     * quarter, with a place covered in half of them. A cover may hide a small defect, whose photo then bears the wrong label.
     */
    public static AugmentationPolicy strong() {
        return new AugmentationPolicy(List.of(
                new HorizontalFlip(0.5),
                new VerticalFlip(0.5),
                new Rotation(30),
                new ShiftScale(0.1, 0.25),
                new BrightnessContrast(0.2, 0.3),
                new Cutout(0.5, 0.3)));
    }

    /**
     * Draws the changes and applies them.
     *
     * @param scaled the whole photo at the network's scale, see {@link Preprocessing#scaled(Image)}
     * @return the picture that the network sees
     */
    public Augmented apply(Image scaled, Preprocessing preprocessing, RandomGenerator random) {
        Affine change = draw(preprocessing.height(), preprocessing.width(), random);
        Affine geometry = preprocessing.toInput(scaled.height(), scaled.width()).then(change);
        Image view = change.equals(Affine.IDENTITY)
                ? preprocessing.window(scaled)
                : scaled.warped(geometry, preprocessing.height(), preprocessing.width(), preprocessing.border());
        for (Augmentation step : steps) {
            view = step instanceof Augmentation.Photometric photometric ? photometric.apply(view, random) : view;
        }
        return new Augmented(view, scaled.height(), scaled.width(), geometry);
    }

    private Affine draw(int height, int width, RandomGenerator random) {
        Affine change = Affine.IDENTITY;
        for (Augmentation step : steps) {
            change = step instanceof Augmentation.Geometric geometric
                    ? change.then(geometric.draw(height, width, random))
                    : change;
        }
        return change;
    }
}
