package dev.konkyo.torch.training;

/**
 * How hard a photo is for a finished model: a line of {@code hard-examples.jsonl}.
 *
 * @param photo path from the data's folder on
 * @param part training or validation
 * @param label what the photo is said to show
 * @param predicted what the model sees in it
 * @param loss negative logarithm of the label's probability
 * @param probability of the label, in [0, 1]
 * @param confidence probability of what the model sees, in [0, 1]
 * @param suspect whether the model is as sure of another label as it usually is when that label is right: the label may be wrong
 */
public record HardExample(
        String photo,
        String part,
        String label,
        String predicted,
        double loss,
        double probability,
        double confidence,
        boolean suspect) {
    /** Whether the model that judged the photo had learnt from it, so that it may have memorised a wrong label. */
    public boolean learnt() {
        return part.equals("training");
    }
}
