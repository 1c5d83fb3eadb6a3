package dev.konkyo.image;

/**
 * How a camera was held, as EXIF's orientation tag (274) says: which edge of the scene the first stored row and the first stored
 * column are.
 */
public enum Orientation {
    /** 1: stored upright. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: upside down. */
    HALF_TURN(false, true, true),
    /** 4: mirrored top to bottom. */
    MIRRORED_HALF_TURN(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: needs a quarter turn clockwise. */
    QUARTER_TURN(true, false, true),
    /** 7: rows and columns exchanged along the other diagonal. */
    TRANSVERSED(true, true, true),
    /** 8: needs a quarter turn anticlockwise. */
    THREE_QUARTER_TURN(true, true, false);

    private final boolean transposes;
    /** Whether stored columns are counted from the right. */
    private final boolean reversesColumns;
    /** Whether stored rows are counted from the bottom. */
    private final boolean reversesRows;

    Orientation(boolean transposes, boolean reversesColumns, boolean reversesRows) {
        this.transposes = transposes;
        this.reversesColumns = reversesColumns;
        this.reversesRows = reversesRows;
    }

    /** The orientation of a tag's value; a value outside 1 to 8 counts as upright, as viewers take it. */
    static Orientation ofExif(long value) {
        return value >= 1 && value <= 8 ? values()[(int) value - 1] : UPRIGHT;
    }

    /** Whether the upright photo's width is the stored photo's height. */
    public boolean transposes() {
        return transposes;
    }

    /** The upright photo. */
    Image upright(Image stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int height = transposes ? stored.width() : stored.height();
        int width = transposes ? stored.height() : stored.width();
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        int target = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int storedX = transposes ? y : x;
                int storedY = transposes ? x : y;
                storedX = reversesColumns ? stored.width() - 1 - storedX : storedX;
                storedY = reversesRows ? stored.height() - 1 - storedY : storedY;
                int source = 3 * (storedY * stored.width() + storedX);
                to[target++] = from[source];
                to[target++] = from[source + 1];
                to[target++] = from[source + 2];
            }
        }
        return new Image(height, width, to);
    }
}
