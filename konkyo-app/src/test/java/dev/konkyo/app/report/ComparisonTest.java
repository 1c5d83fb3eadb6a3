package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final HeldOut PHOTOS =
            new HeldOut(List.of("a", "b"), List.of("p0", "p1", "p2", "p3", "p4", "p5"), List.of(0, 0, 0, 1, 1, 1));

    /** All right but p5. */
    private static final Entrant.Finished GOOD = entrant("good", 0, 0, 0, 1, 1, 0);

    /** p0, p1, p2 and p5 wrong. */
    private static final Entrant.Finished BAD = entrant("bad", 1, 1, 1, 1, 1, 0);

    private static Entrant.Finished entrant(String name, Integer... said) {
        return new Entrant.Finished(name, "from scratch", null, List.of(said), 1, 2, 3, 4.5, 1, 6, null);
    }

    @Test
    void theBestIsTheMostAccurateAndTheOthersAreHeldAgainstIt() {
        var comparison = new Comparison(PHOTOS, List.of(BAD, GOOD, new Entrant.Failed("none", "no memory")));
        assertThat(comparison.best()).contains(GOOD);
        assertThat(comparison.confusion(GOOD).accuracy()).isCloseTo(5.0 / 6, within(1e-12));
        assertThat(comparison.confusion(BAD).counts()).containsExactly(List.of(0, 3), List.of(1, 2));
        assertThat(comparison.pValue(GOOD)).isEmpty();
        // Three photos that only the best judged right: 2 * (1/2)^3.
        assertThat(comparison.pValue(BAD)).hasValueSatisfying(p -> assertThat(p).isCloseTo(0.25, within(1e-12)));
    }

    @Test
    void ofEquallyAccurateNetworksTheFirstIsBest() {
        var same = entrant("same", 0, 0, 0, 1, 1, 0);
        assertThat(new Comparison(PHOTOS, List.of(same, GOOD)).best()).contains(same);
    }

    @Test
    void photosThatSplitTheNetworksTellMost() {
        var comparison = new Comparison(PHOTOS, List.of(GOOD, BAD));
        assertThat(comparison.telling(4)).containsExactly(0, 1, 2, 5);
    }

    @Test
    void aPhotoThatANetworkCouldNotReadCountsForNone() {
        var blind = entrant("blind", Entrant.UNREAD, 0, 0, 1, 1, 1);
        var comparison = new Comparison(PHOTOS, List.of(GOOD, blind));
        assertThat(comparison.confusion(GOOD).total()).isEqualTo(5);
        assertThat(comparison.telling(10)).hasSize(5).doesNotContain(0);
    }

    @Test
    void anUnknownPhotoIsWrongAndHasAColumnOfItsOwn() {
        var careful = entrant("careful", 0, Entrant.UNKNOWN, 0, 1, 1, 1);
        var comparison = new Comparison(PHOTOS, List.of(GOOD, careful));
        assertThat(comparison.confusion(careful).labels()).containsExactly("a", "b", "unknown");
        assertThat(comparison.confusion(careful).counts())
                .containsExactly(List.of(2, 0, 1), List.of(0, 3, 0), List.of(0, 0, 0));
        assertThat(comparison.confusion(careful).accuracy()).isCloseTo(5.0 / 6, within(1e-12));
        assertThat(comparison.confusion(GOOD).labels()).containsExactly("a", "b");
        assertThat(comparison.telling(2)).containsExactly(1, 5);
    }

    @Test
    void everyNetworkJudgesEveryPhoto() {
        assertThatThrownBy(() -> new Comparison(PHOTOS, List.of(entrant("short", 0))))
                .hasMessageContaining("'short' judged 1 photos, expected 6");
    }
}
