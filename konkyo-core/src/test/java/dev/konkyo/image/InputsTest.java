package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputsTest {
    /** Two of 1 x 2 places: channels of a place differ by 10, places by 1, inputs by 100. */
    private static Inputs two() {
        return new Inputs(2, 1, 2, 1, 11, 21, 2, 12, 22, 101, 111, 121, 102, 112, 122);
    }

    @Test
    void planesHaveTheChannelsOneAfterTheOther() {
        assertThat(two().planes()).containsExactly(1, 2, 11, 12, 21, 22, 101, 102, 111, 112, 121, 122);
        assertThat(two().planes(1)).containsExactly(101, 102, 111, 112, 121, 122);
    }

    @Test
    void theFirstAreCutOffAndACopyStandsAlone() {
        Inputs all = two();
        assertThat(all.first(2)).isSameAs(all);
        assertThat(all.first(1).values()).containsExactly(1, 11, 21, 2, 12, 22);
        Inputs copy = all.copy();
        all.values()[0] = 7;
        assertThat(copy.values()[0]).isEqualTo(1);
    }

    /** One number of each channel by hand, at the place where libtorch's channels-last order has it. */
    @Test
    void aPhotoIsWrittenPlaceByPlace() {
        Preprocessing uneven = new Preprocessing(1, 2, new Fit.Stretch(), List.of(0.5f, 0f, 0f), List.of(1f, 1f, 0.5f));
        Inputs inputs = Inputs.zeros(2, uneven);
        byte[] rgb = {0, 0, 0, (byte) 255, 51, 102};
        uneven.normalise(new Image(1, 2, rgb), inputs, 1);
        float[] written = {0, 0, 0, 0, 0, 0, -0.5f, 0, 0, 0.5f, 0.2f, 0.8f};
        assertThat(inputs.values()).containsExactly(written, within(1e-6f));
        uneven.normalise(new Image(1, 2, rgb), ToneCurve.of(value -> 255 - value), inputs, 0);
        assertThat(inputs.planes(0)).containsExactly(new float[] {0.5f, -0.5f, 1, 0.8f, 2, 1.2f}, within(1e-6f));
    }

    @Test
    void otherSizesAreRefused() {
        assertThatThrownBy(() -> new Inputs(2, 1, 2, new float[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2 x 1 x 2 x 3, got 11 numbers");
        Preprocessing larger = Preprocessing.stretched(2, 2);
        assertThatThrownBy(() -> larger.normalise(Image.filled(2, 2, 0, 0, 0), two(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2 x 2, got 1 x 2");
    }
}
