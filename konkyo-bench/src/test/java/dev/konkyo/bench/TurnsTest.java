package dev.konkyo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private static final int WARM = 5;

    private final List<String> ran = new ArrayList<>();

    @Test
    void inAPairBothFollowTheOtherAndThemselvesEquallyOften() {
        var turns = Turns.paired("a", "b", ways("a", "b", "c"), 100);

        assertThat(turns.milliseconds()).containsOnlyKeys("a", "b");
        assertThat(ran.subList(4 * WARM, 4 * WARM + 8)).containsExactly("a", "b", "b", "a", "b", "a", "a", "b");
        ran.subList(0, 4 * WARM).clear();
        assertThat(follows("b", "a")).isEqualTo(150);
        assertThat(follows("a", "b")).isEqualTo(149);
        assertThat(follows("a", "a")).isEqualTo(50);
        assertThat(follows("b", "b")).isEqualTo(50);
        assertThat(turns.ratios().getOrDefault("a", new double[0])).hasSize(100).containsOnly(1.0);
    }

    /** A way that is not there would else be timed as doing nothing. */
    @Test
    void unknownWaysAreRefused() {
        assertThatThrownBy(() -> Turns.paired("a", "z", ways("a", "b"), 3)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Turns.shuffled("z", ways("a", "b"), 3, 1)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void noWayAlwaysFollowsTheSame() {
        Turns.shuffled("a", ways("a", "b", "c", "d"), 300, 1);

        for (var way : List.of("a", "b", "c", "d")) {
            for (var before : List.of("a", "b", "c", "d")) {
                if (!way.equals(before)) {
                    // A quarter of the followers within a round on average, and those across rounds.
                    assertThat(follows(way, before))
                            .as(way + " after " + before)
                            .isBetween(60, 130);
                }
            }
        }
    }

    @Test
    void theSeedDrawsTheOrder() {
        Turns.shuffled("a", ways("a", "b", "c"), 20, 7);
        var first = List.copyOf(ran);
        ran.clear();
        Turns.shuffled("a", ways("a", "b", "c"), 20, 7);
        assertThat(ran).isEqualTo(first);
        ran.clear();
        Turns.shuffled("a", ways("a", "b", "c"), 20, 8);
        assertThat(ran).isNotEqualTo(first);
    }

    @Test
    void whatIsAddedIsTheDifferenceWithinEachRound() {
        var turns = new Turns(Map.of("a", new double[] {1, 5}, "b", new double[] {3, 4}), Map.of());

        assertThat(turns.added("b", "a")).containsExactly(2, -1);
    }

    private int follows(String way, String before) {
        int count = 0;
        for (int i = 1; i < ran.size(); i++) {
            count += ran.get(i).equals(way) && ran.get(i - 1).equals(before) ? 1 : 0;
        }
        return count;
    }

    private Map<String, Runnable> ways(String... names) {
        Map<String, Runnable> ways = new LinkedHashMap<>();
        for (var name : names) {
            ways.put(name, () -> {
                ran.add(name);
                takeTime();
            });
        }
        return ways;
    }

    /** Two ways that both took no time by a coarse clock would have no ratio. */
    private static void takeTime() {
        long began = System.nanoTime();
        while (System.nanoTime() == began) {
            Thread.onSpinWait();
        }
    }
}
