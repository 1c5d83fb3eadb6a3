package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.live.HandOver.WhenTaken;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class HandOverTest {
    @Test
    void whatComesWhileThePlaceIsTakenReplacesTheOlder() throws InterruptedException {
        var place = new HandOver<String>(WhenTaken.REPLACE);

        assertThat(place.put("a")).isTrue();
        assertThat(place.put("b")).isTrue();
        assertThat(place.put("c")).isTrue();
        place.end();

        assertThat(place.take()).contains("c");
        assertThat(place.take()).isEmpty();
        assertThat(place.dropped()).isEqualTo(2);
    }

    @Test
    void whatMayWaitIsNeitherLostNorOvertaken() throws InterruptedException {
        var place = new HandOver<Integer>(WhenTaken.WAIT);
        var giving = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 1000; i++) {
                    place.put(i);
                }
                place.end();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        for (int i = 0; i < 1000; i++) {
            assertThat(place.take()).contains(i);
        }
        assertThat(place.take()).isEmpty();
        giving.join();
        assertThat(place.dropped()).isZero();
    }

    @Test
    void afterItsEndWhatLiesThereIsStillTakenAndNothingMoreIsPutDown() throws InterruptedException {
        var place = new HandOver<String>(WhenTaken.WAIT);
        place.put("last");
        place.end();

        assertThat(place.put("late")).isFalse();
        assertThat(place.take()).contains("last");
    }

    @Test
    void anAbandonedPlaceIsEmptyAndFreesWhoWaitsForIt() throws InterruptedException {
        var place = new HandOver<String>(WhenTaken.WAIT);
        place.put("a");
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return place.put("b");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        place.abandon();

        assertThat(waiting.join()).isFalse();
        assertThat(place.take()).isEmpty();
    }
}
