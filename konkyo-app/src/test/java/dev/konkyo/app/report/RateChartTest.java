package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.torch.training.RateCurve;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateChartTest {
    @TempDir
    private Path folder;

    private Image drawn(RateCurve curve) {
        return PhotoReader.standard().read(RateChart.write(curve, folder.resolve("rates.png")));
    }

    @Test
    void aCurveThatSuggestsNothingIsDrawnAllTheSame() {
        var flat = new RateCurve(IntStream.range(0, 40)
                .mapToObj(step -> new RateCurve.Point(Math.pow(10, step / 10.0 - 5), 1 + step / 100.0))
                .toList());
        assertThatThrownBy(flat::suggestion).hasMessageContaining("the loss falls at no rate");
        assertThat(drawn(flat).width()).isEqualTo(800);
    }
}
