package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    @Test
    void everyClassKeepsItsShareOfFewerPhotos() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            samples.add(new Sample(Path.of(i + ".png"), i < 30 ? 0 : 1, Optional.empty(), Part.UNDIVIDED));
        }
        var data = new Dataset(Path.of("data"), List.of("many", "few"), samples, List.of(), List.of());

        assertThat(data.spread(8).samples()).extracting(Sample::label).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
        assertThat(data.spread(8).samples()).doesNotHaveDuplicates();
        assertThat(data.spread(40)).isEqualTo(data);
        assertThat(data.spread(0).samples()).isEmpty();
    }

    /** Floors of i times 7 / 3. */
    @Test
    void theFirstOfEachPartIsTaken() {
        assertThat(Dataset.spread(IntStream.range(0, 7).boxed().toList(), 3)).containsExactly(0, 2, 4);
    }
}
