package dev.konkyo.app.demo;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.image.augment.BrightnessContrast;
import dev.konkyo.image.augment.HorizontalFlip;
import dev.konkyo.image.augment.QuarterTurn;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.FineTuning;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Presentation;
import dev.konkyo.torch.training.Schedule;
import dev.konkyo.torch.training.TrainingPlan;
import java.util.List;

/**
 * What the demo renders and how it learns from it.
 *
 * <p>A flaw covers about a hundredth of the map, so its trace in the mean over all places is faint beside what one scene differs from the
 * next. Three settings let a network find it within minutes and without pretrained weights: training photos are matched (every
 * damaged nut is also photographed before the damage) and come in the same batch, so that scenes cancel; both of a pair are mirrored and
 * brightened alike, which would undo that otherwise; and the head learns forty times as fast as the rest, since it must weigh means
 * of a hundredth up to logits.
 *
 * @param photo side of the photos in pixels, which is also the network's input
 * @param mildest severity of the faintest defects, see {@link NutRenderer}
 * @param train photos of each class, matched
 * @param validation photos of each class, of other nuts, that choose the best epoch
 * @param test photos of each class, of other nuts, that judge the model
 * @param network name of the network that is trained
 */
public record DemoRecipe(
        int photo, double mildest, int train, int validation, int test, String network, TrainingPlan plan) {
    /** The network that was found to do it from scratch in the shortest time. */
    public static final String STANDARD = "patchnet30";

    /** A nut lies in any way and under any light. */
    private static final AugmentationPolicy ANY_SIDE = new AugmentationPolicy(
            List.of(new HorizontalFlip(0.5), new QuarterTurn(0.75), new BrightnessContrast(1, 0.1, 0.15)));

    /** What the figures in the documentation were measured with. */
    public static DemoRecipe standard(int threads, long seed) {
        return new DemoRecipe(
                96,
                0.6,
                5000,
                100,
                500,
                STANDARD,
                TrainingPlan.standard(seed)
                        .with(Course.of(8, 16))
                        .with(new Optimization.AdamW(0.2, 0))
                        .with(new Schedule.Cosine(0.05))
                        .with(FineTuning.of(0, 0.025, FineTuning.Statistics.RUNNING))
                        .with(Objective.crossEntropy(0))
                        .with(new Presentation(new Sampler.Matched(), ANY_SIDE))
                        .with(Computation.standard().withThreads(threads)));
    }

    /**
     * For the networks of the published demonstrations, whose maps are 16 or 32 times coarser than the photo: fewer and larger photos, and
     * gentler steps for weights that were trained before. At larger ones SqueezeNet's map of one class falls below its ReLU everywhere, and then nothing moves it.
     */
    public static DemoRecipe coarse(String network, boolean pretrained, int threads, long seed) {
        return new DemoRecipe(
                224,
                0.5,
                500,
                60,
                100,
                network,
                TrainingPlan.standard(seed)
                        .with(Course.of(pretrained ? 6 : 30, 16))
                        .with(new Optimization.AdamW(pretrained ? 3e-4 : 2e-3, 0.02))
                        .with(new Schedule.Cosine(0.1))
                        .with(FineTuning.of(0, 1, FineTuning.Statistics.RUNNING))
                        .with(Objective.crossEntropy(0))
                        .with(new Presentation(new Sampler.Matched(), AugmentationPolicy.none()))
                        .with(Computation.standard().withThreads(threads)));
    }

    /** Photos in all. */
    public int photos() {
        return 2 * (train + validation + test);
    }
}
