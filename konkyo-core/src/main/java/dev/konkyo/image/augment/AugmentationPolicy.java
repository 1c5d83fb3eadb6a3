package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Mapping;
import dev.konkyo.image.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The augmentations of a training, in order. The geometric ones are drawn first and become one warp together with the cut to the
 * network's input; those of the pixels' values follow, and photos are mixed with each other in the end.
 */
public record AugmentationPolicy(List<Augmentation> steps) {
    /** Photos still thinner are changed as if they had this shape, so that what is drawn stays small. */
    private static final double THINNEST = 16;

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
                new Rotation(1, 10),
                new Scale(1, 0.1),
                new Shift(1, 0.06),
                new BrightnessContrast(1, 0.1, 0.15)));
    }

    /**
     * For things that may lie in any position, or when few photos must do: also upside down, turned by up to 30°, scaled by a
     * quarter, with a place covered in half of them. A cover may hide a small defect, whose photo then bears the wrong label.
     */
    public static AugmentationPolicy strong() {
        return new AugmentationPolicy(List.of(
                new HorizontalFlip(0.5),
                new VerticalFlip(0.5),
                new Rotation(1, 30),
                new Scale(1, 0.25),
                new Shift(1, 0.1),
                new BrightnessContrast(1, 0.2, 0.3),
                new Cutout(0.5, 0.3)));
    }

    /**
     * Draws the changes of one picture: those of place first, then those of the pixels' values, each in the order of the policy.
     *
     * @param height rows of the picture
     * @param width columns of the picture
     */
    public Drawn draw(int height, int width, RandomGenerator random) {
        return draw(new Fit.Size(height, width), new Fit.Size(height, width), random);
    }

    private Drawn draw(Fit.Size places, Fit.Size values, RandomGenerator random) {
        List<Drawn.Step> drawn = new ArrayList<>();
        for (Augmentation step : steps) {
            if (step instanceof Augmentation.Geometric geometric && step.happens(random)) {
                drawn.add(new Drawn.Step(
                        step.getClass().getSimpleName(), geometric.draw(places.height(), places.width(), random)));
            }
        }
        for (Augmentation step : steps) {
            if (step instanceof Augmentation.Photometric photometric && step.happens(random)) {
                drawn.add(new Drawn.Step(
                        step.getClass().getSimpleName(), photometric.draw(values.height(), values.width(), random)));
            }
        }
        return new Drawn(drawn);
    }

    /**
     * Draws the changes and applies them.
     *
     * @param scaled the whole photo at the network's scale, see {@link Preprocessing#scaled(Image)}
     * @return the picture that the network sees
     */
    public Augmented apply(Image scaled, Preprocessing preprocessing, RandomGenerator random) {
        return apply(scaled, (double) scaled.width() / scaled.height(), preprocessing, random);
    }

    /**
     * The same for a photo whose shape may have been changed by scaling. Changes of place are drawn in the photo's own proportions, so that a
     * turned circle stays a circle of the photo: only then is everything stretched to the input.
     *
     * @param proportion the photo's width by its height, before it was scaled
     */
    public Augmented apply(Image scaled, double proportion, Preprocessing preprocessing, RandomGenerator random) {
        Moved moved = moved(scaled, proportion, preprocessing, random);
        return new Augmented(moved.drawn.paint(moved.view), scaled.height(), scaled.width(), moved.geometry);
    }

    /**
     * Draws the changes and writes the numbers that the network takes: those that {@link Preprocessing#normalise(Image, Inputs, int)} makes of the
     * changed picture.
     *
     * @param proportion the photo's width by its height, before it was scaled
     * @param target its input at {@code index} is filled
     */
    public void normalise(
            Image scaled,
            double proportion,
            Preprocessing preprocessing,
            RandomGenerator random,
            Inputs target,
            int index) {
        Moved moved = moved(scaled, proportion, preprocessing, random);
        moved.drawn.normalise(moved.view, preprocessing, target, index);
    }

    /** A photo whose changes of place are done and whose others are drawn. */
    private record Moved(Drawn drawn, Image view, Mapping geometry) {}

    private Moved moved(Image scaled, double proportion, Preprocessing preprocessing, RandomGenerator random) {
        Fit.Size input = new Fit.Size(preprocessing.height(), preprocessing.width());
        Fit.Size places = preprocessing.fit() instanceof Fit.Stretch
                ? input.inProportion(Math.clamp(proportion, 1 / THINNEST, THINNEST))
                : input;
        Drawn drawn = draw(places, input, random);
        Mapping change = within(places, input, drawn.mapping());
        Mapping geometry =
                preprocessing.toInput(scaled.height(), scaled.width()).then(change);
        Image view = change.equals(Affine.IDENTITY)
                ? preprocessing.window(scaled)
                : scaled.warped(geometry, preprocessing.height(), preprocessing.width(), preprocessing.border());
        return new Moved(drawn, view, geometry);
    }

    /** A change in a picture of the one size, for one that was stretched to the other. */
    private static Mapping within(Fit.Size places, Fit.Size input, Mapping change) {
        if (places.equals(input) || change.equals(Affine.IDENTITY)) {
            return change;
        }
        double right = (double) places.width() / input.width();
        double down = (double) places.height() / input.height();
        return Affine.scale(right, down).then(change).then(Affine.scale(1 / right, 1 / down));
    }

    /** Whether photos are mixed with each other, so that a photo may have two labels. */
    public boolean mixes() {
        return steps.stream().anyMatch(Augmentation.Mixing.class::isInstance);
    }

    /**
     * Draws how a batch is mixed: one of the mixing steps, each equally likely, and then whether it happens.
     *
     * @param height rows of the inputs
     * @param width columns of the inputs
     * @return empty if the photos stay apart
     */
    public Optional<Mixture> mixture(int height, int width, RandomGenerator random) {
        List<Augmentation.Mixing> mixing = steps.stream()
                .filter(Augmentation.Mixing.class::isInstance)
                .map(Augmentation.Mixing.class::cast)
                .toList();
        if (mixing.isEmpty()) {
            return Optional.empty();
        }
        Augmentation.Mixing chosen = mixing.get(random.nextInt(mixing.size()));
        return chosen.happens(random) ? Optional.of(chosen.draw(height, width, random)) : Optional.empty();
    }
}
