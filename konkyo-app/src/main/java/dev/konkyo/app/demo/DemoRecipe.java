package dev.konkyo.app.demo;

import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.image.augment.BrightnessContrast;
import dev.konkyo.image.augment.HorizontalFlip;
import dev.konkyo.image.augment.VerticalFlip;
import dev.konkyo.torch.training.FineTuning;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Precision;
import dev.konkyo.torch.training.Schedule;
import dev.konkyo.torch.training.TrainingPlan;
import java.util.List;

/**
 * What the demo renders and how it learns from it: chosen by measurement so that the whole tour takes under four minutes on two cores.
 *
 * @param photo side of the rendered photos, in pixels
 * @param mildest severity of the faintest defects, see {@link NutRenderer}
 * @param trainingPhotos of each class
 * @param testPhotos of each class, which the model never learns from
 * @param network name of the network that is trained from scratch
 * @param input side of the network's input, in pixels
 * @param held share of the training photos that choose the best epoch
 */
public record DemoRecipe(
        int photo,
        double mildest,
        int trainingPhotos,
        int testPhotos,
        String network,
        int input,
        double held,
        TrainingPlan plan) {
    /** The measured choice. */
    public static DemoRecipe standard(int threads, long seed) {
        return new DemoRecipe(
                160,
                0.4,
                800,
                150,
                "squeezenet1_1",
                160,
                0.1,
                new TrainingPlan(
                        20,
                        16,
                        new Optimization.AdamW(1e-3, 0.01),
                        new Schedule.Cosine(0.1),
                        FineTuning.none(),
                        0,
                        false,
                        new AugmentationPolicy(List.of(
                                new HorizontalFlip(0.5), new VerticalFlip(0.5), new BrightnessContrast(0.1, 0.1))),
                        Precision.FP32,
                        threads,
                        1,
                        seed));
    }
}
