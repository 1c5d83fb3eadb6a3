package dev.konkyo.faithfulness;

import java.util.random.RandomGenerator;

/** Orders by lot. */
public final class Lot {
    private Lot() {}

    /** The numbers from 0 on in an order by lot, each order equally likely (Durstenfeld 1964, Algorithm 235). */
    public static int[] order(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
