package dev.konkyo.torch.training;

import dev.konkyo.image.augment.AugmentationPolicy;

/**
 * Every setting of a training run; stored beside its result. It is made from {@link #standard} by replacing parts.
 *
 * @param course how long it trains
 * @param optimization how gradients change parameters
 * @param schedule of the learning rate
 * @param fineTuning of a network that was trained before
 * @param objective what is made small
 * @param decision how the finished model decides
 * @param update what surrounds each change of the parameters
 * @param presentation which photos are shown, and how
 * @param division into photos to learn from and photos to judge by
 * @param computation what changes speed and hardly the result
 * @param seed of everything random
 */
public record TrainingPlan(
        Course course,
        Optimization optimization,
        Schedule schedule,
        FineTuning fineTuning,
        Objective objective,
        Decision decision,
        Update update,
        Presentation presentation,
        Division division,
        Computation computation,
        long seed) {
    /** Training from scratch for 30 epochs on one thread. */
    public static TrainingPlan standard(long seed) {
        return new TrainingPlan(
                new Course(30, 16, 0),
                new Optimization.AdamW(2e-3, 0.02),
                new Schedule.Cosine(0.1),
                FineTuning.none(),
                Objective.standard(),
                Decision.standard(),
                Update.plain(),
                Presentation.balanced(AugmentationPolicy.light()),
                new Division(0.2, 0),
                Computation.standard(),
                seed);
    }

    /**
     * The head's learning rate at a step.
     *
     * @param epoch counted from 1
     * @param done steps of the epoch before this one
     * @param steps of the epoch
     */
    double rate(int epoch, int done, int steps) {
        double progress = (epoch - 1 + (double) done / steps) / course.epochs();
        return optimization.rate() * schedule.factor(progress) * fineTuning.rise(epoch, (done + 1.0) / steps);
    }

    public TrainingPlan with(Course other) {
        return new TrainingPlan(
                other,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Optimization other) {
        return new TrainingPlan(
                course,
                other,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Schedule other) {
        return new TrainingPlan(
                course,
                optimization,
                other,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(FineTuning other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                other,
                objective,
                decision,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Objective other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                other,
                decision,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Decision other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                other,
                update,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Update other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                other,
                presentation,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Presentation other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                other,
                division,
                computation,
                seed);
    }

    public TrainingPlan with(Division other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                other,
                computation,
                seed);
    }

    public TrainingPlan with(Computation other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                division,
                other,
                seed);
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(
                course,
                optimization,
                schedule,
                fineTuning,
                objective,
                decision,
                update,
                presentation,
                division,
                computation,
                other);
    }
}
