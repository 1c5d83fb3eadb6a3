package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.cli.PrecisionOption.Choice;
import dev.konkyo.torch.training.Precision;
import dev.konkyo.torch.training.PrecisionProbe;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionOptionTest {
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private Precision decided(Choice choice, boolean resumed, double fp32, double bf16) {
        var output =
                new Output(OutputStream.nullOutputStream(), new PrintStream(messages, true, StandardCharsets.UTF_8));
        return PrecisionOption.decided(
                        choice, TrainingPlan.standard(1), resumed, () -> new PrecisionProbe(fp32, bf16), output)
                .computation()
                .precision();
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.05, BF16", "0.1, 0.089, BF16", "0.1, 0.095, FP32", "0.1, 0.2, FP32"})
    void autoTakesBf16WhereItSavesATenthAndTellsWhatWasMeasured(double fp32, double bf16, Precision expected) {
        assertThat(decided(Choice.AUTO, false, fp32, bf16)).isEqualTo(expected);
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .contains("takes 100 ms in fp32 and %.0f ms in bf16 here: training in ".formatted(1000 * bf16)
                        + expected.name().toLowerCase(Locale.ROOT))
                .doesNotContain("as asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, bf16",
        "0.095, 'bf16 as asked for, which gains little here; --precision fp32 is more exact'",
        "0.2, 'bf16 as asked for, which gains nothing here; --precision fp32 is more exact'",
    })
    void bf16IsUsedAsAskedForAndWhatItGainsIsTold(double bf16, String told) {
        assertThat(decided(Choice.BF16, false, 0.1, bf16)).isEqualTo(Precision.BF16);
        assertThat(messages.toString(StandardCharsets.UTF_8).strip()).endsWith(" here: training in " + told);
    }

    @Test
    void nothingIsMeasuredForFp32OrAgain() {
        assertThat(decided(Choice.FP32, false, 1, 0.1)).isEqualTo(Precision.FP32);
        assertThat(decided(Choice.BF16, true, 0.1, 1)).isEqualTo(Precision.BF16);
        assertThat(messages.size()).isZero();
    }

    @Test
    void bf16OfAPlansFileIsMeasuredAndToldToo() {
        var output =
                new Output(OutputStream.nullOutputStream(), new PrintStream(messages, true, StandardCharsets.UTF_8));
        var model = Samples.stepless("a", "b");
        var start = new TrainingStart(model.network(), model.card(), Set.of());
        var plan = TrainingPlan.standard(1);
        var fast = plan.with(plan.computation().with(Precision.BF16));
        var option = new PrecisionOption();
        assertThat(option.applied(fast, start, true, output)).isEqualTo(fast);
        assertThat(option.applied(plan, start, false, output)).isEqualTo(plan);
        assertThat(messages.size()).isZero();
        assertThat(option.applied(fast, start, false, output)).isEqualTo(fast);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("a training step takes", "training in bf16");
    }
}
