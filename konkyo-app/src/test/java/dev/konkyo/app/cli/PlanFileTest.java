package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.Division;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Precision;
import dev.konkyo.torch.training.Presentation;
import dev.konkyo.torch.training.Schedule;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.Update;
import dev.konkyo.torch.training.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanFileTest {
    private static final TrainingPlan USUAL = TrainingPlan.standard(1);

    @TempDir
    Path folder;

    private PlanFile file(String text) {
        try {
            return PlanFile.read(Files.writeString(folder.resolve("plan.yaml"), text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAFileSaysReplacesAndTheRestStays() {
        var plan = file("""
                course: {epochs: 7}   # the rest of the course stays
                optimization: {rate: 0.5}
                objective: {weighting: {kind: EffectiveNumber, beta: 0.9}}
                """).over(USUAL);
        assertThat(plan)
                .isEqualTo(USUAL.with(new Course(7, 16, 0))
                        .with(new Optimization.AdamW(0.5, 0.02))
                        .with(USUAL.objective().with(new Weighting.EffectiveNumber(0.9)))
                        .with(USUAL.presentation().with(new Sampler.Shuffled())));
    }

    /** The usual sampler would make up for small classes a second time; one that is named stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objective: {weighting: {kind: InverseFrequency}} | Shuffled",
                "objective: {kind: Focal, focus: 2.0, weighting: {kind: EffectiveNumber, beta: 0.99}} | Shuffled",
                "objective: {weighting: {kind: Even}} | ClassBalanced",
                "objective: {kind: Focal, focus: 2.0, weighting: {kind: Even}} | ClassBalanced",
                "{objective: {weighting: {kind: InverseFrequency}}, presentation: {sampler: {kind: Matched}}} | Matched"
            })
    void aWeightedObjectiveIsShownPhotosAsTheyCome(String text, String sampler) {
        assertThat(file(text).over(USUAL).presentation().sampler().getClass().getSimpleName())
                .isEqualTo(sampler);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "course: null | has no value",
                "fineTuning: {statistics: null} | fineTuning.statistics",
                "course: {epochs: 3, epochs: 9} | epochs",
                "seed: 1.7 | seed"
            })
    void aValueThatIsMissingDoubleOrNoWholeNumberIsWrongUsage(String text, String told) {
        assertThatThrownBy(() -> file(text).over(USUAL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(told);
    }

    @Test
    void anotherKindReplacesTheWholeSetting() {
        var plan = file("optimization: {kind: Sgd, rate: 0.1, momentum: 0.8, weightDecay: 0}")
                .over(USUAL);
        assertThat(plan.optimization()).isEqualTo(new Optimization.Sgd(0.1, 0.8, 0));
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(file("# nothing\n").over(USUAL)).isEqualTo(USUAL);
    }

    @ParameterizedTest
    @EnumSource(AugmentationPolicy.Strength.class)
    void everythingThatIsWrittenReadsBack(AugmentationPolicy.Strength strength) {
        var samplers = List.of(
                new Sampler.InOrder(), new Sampler.Shuffled(), new Sampler.ClassBalanced(), new Sampler.Matched());
        for (var sampler : samplers) {
            var plan = USUAL.with(new Course(3, 4, 5))
                    .with(new Optimization.Sgd(0.1, 0.5, 1e-4))
                    .with(new Schedule.Step(0.1, 3, 0.2))
                    .with(new Objective.Focal(2.5, new Weighting.InverseFrequency()))
                    .with(new Update(1, 0.99))
                    .with(new Presentation(sampler, AugmentationPolicy.of(strength)))
                    .with(new Division(0.4, 5))
                    .with(new Computation(Precision.BF16, 2, 3))
                    .withSeed(Long.MAX_VALUE);
            assertThat(file(String.join("\n", PlanFile.lines(plan))).over(USUAL))
                    .isEqualTo(plan);
            assertThat(file("{\"plan\": " + Output.text(plan) + ", \"dataHash\": \"00\"}")
                            .over(USUAL))
                    .isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cuorse: {epochs: 3} | unknown setting 'cuorse'; did you mean 'course'?",
                "course: {epoch: 3} | unknown setting 'course.epoch'; did you mean 'course.epochs'?",
                "epochs: 3 | plan.yaml:1: unknown setting 'epochs'; did you mean 'course.epochs'? There are course,",
                "objective: {weighting: {beta: 3}} | unknown setting 'objective.weighting.beta'; did you mean 'objective.weighting.kind'?",
                "optimization: {kind: Sdg} | unknown kind 'Sdg' of 'optimization'; did you mean 'Sgd'? There are Sgd, AdamW",
                "optimization: {kind: Sgd, rate: 1, momentum: 0.9, momentun: 0.9, weightDecay: 0} | did you mean 'optimization.momentum'?",
                "optimization: {kind: Sgd, rate: 1} | 'optimization.momentum' is missing",
                "course: {epochs: 0} | epochs and batch must be at least 1",
                "course: {epochs: many} | plan.yaml:1: 'course.epochs': expected a whole number up to 2147483647, got 'many'",
                "course: {epochs: 2.5} | 'course.epochs': expected a whole number up to 2147483647, got 2.5",
                "course: {epochs: 99999999999} | 'course.epochs': expected a whole number up to 2147483647, got 99999999999",
                "course: {epochs: [1]} | 'course.epochs': expected a whole number up to 2147483647, got [1]",
                "course: 3 | 'course': expected settings such as {name: value}, got 3",
                "division: {validation: a fifth} | 'division.validation': expected a number, got 'a fifth'",
                "computation: {precision: FP8} | 'computation.precision': expected one of FP32, BF16, got 'FP8'",
                "seed: {a: 1} | 'seed': expected a whole number up to",
                "division: {validation: 1.5} | the validation share must lie in [0, 1)",
                "just words | expected settings such as",
                "course: [1 | is no YAML",
            })
    void whatIsWrongIsNamedInOneLine(String text, String message) {
        assertThatThrownBy(() -> file(text).over(USUAL))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("plan.yaml")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void theLineIsNamed() {
        var text = "# a plan\ncourse:\n  batch: 4\n  epochs: many\noptimization:\n  rat: 1\n";
        assertThatThrownBy(() -> file(text).over(USUAL)).hasMessageContaining("plan.yaml:6: unknown setting");
        assertThatThrownBy(() -> file(text.replace("rat:", "rate:")).over(USUAL))
                .hasMessageContaining("plan.yaml:4: 'course.epochs'");
        assertThatThrownBy(() -> file("seed: 1\ncourse: {epochs: 0}\n").over(USUAL))
                .hasMessageContaining("plan.yaml:2: 'course': epochs and batch must be at least 1");
        assertThatThrownBy(() -> file("seed: 1\nbatch: [\n")).hasMessageContaining("plan.yaml:");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.4", "6:4, 0.4", "4:1, 0.2", "60:40, 0.4", "1:0, 0", "0, 0"})
    void aShareIsANumberOrAProportion(String text, double share) {
        assertThat(new ShareName().convert(text)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"6:4:2", "a", "6:", "0:4", "-1:4"})
    void whatIsNoShareIsRefused(String text) {
        assertThatThrownBy(() -> new ShareName().convert(text))
                .hasMessage("expected a share such as 0.4 or a proportion such as 6:4, got '" + text + "'");
    }
}
