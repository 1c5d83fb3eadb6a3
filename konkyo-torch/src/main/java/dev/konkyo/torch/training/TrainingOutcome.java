package dev.konkyo.torch.training;

import dev.konkyo.dataset.Skipped;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run left behind.
 *
 * @param model the file of the best model
 * @param epochs every finished epoch
 * @param best the epoch whose model was kept
 * @param stopped whether the user ended the run early
 * @param skipped photos that could not be decoded
 */
public record TrainingOutcome(
        Path model, List<EpochResult> epochs, EpochResult best, boolean stopped, List<Skipped> skipped) {
    public TrainingOutcome {
        epochs = List.copyOf(epochs);
        skipped = List.copyOf(skipped);
    }
}
