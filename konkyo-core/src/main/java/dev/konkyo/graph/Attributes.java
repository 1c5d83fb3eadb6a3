package dev.konkyo.graph;

import java.util.List;

/** Limits of attributes that engines divide by or multiply with before they look at them. */
final class Attributes {
    /** No window of any network is as large; larger ones make native code compute places beyond all memory. */
    private static final int LARGEST = 1 << 16;

    private Attributes() {}

    /** Throws a {@link GraphException} unless the value lies between the least that has a meaning and the largest that engines bear. */
    static void check(String attribute, int least, int value) {
        check(attribute, least, List.of(value));
    }

    /** The same for each value of a list. */
    static void check(String attribute, int least, List<Integer> values) {
        for (int value : values) {
            if (value < least || value > LARGEST) {
                throw new GraphException("attribute '" + attribute + "': expected numbers from " + least + " to "
                        + LARGEST + ", got " + value + "; is the file damaged?");
            }
        }
    }
}
