package dev.konkyo.heatmap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Python dictionary at the head of a {@code .npy} file. */
final class NpyHeader {
    private static final Pattern TYPE = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9, ]*)\\)");
    /** NumPy's own limit. */
    private static final int MAX_AXES = 64;

    private NpyHeader() {}

    /** The shape, after checking that the values are little-endian float32 in C order. */
    static int[] shape(Path file, String header) throws IOException {
        String type = field(file, header, TYPE, "descr");
        if (!type.equals("<f4")) {
            throw new IOException(file + ": expected little-endian float32 values ('<f4'), got '" + type
                    + "'; save with astype('<f4')");
        }
        if (!field(file, header, ORDER, "fortran_order").equals("False")) {
            throw new IOException(file + ": expected C order, got Fortran order; save with numpy.ascontiguousarray");
        }
        String[] axes = field(file, header, SHAPE, "shape").split(",", MAX_AXES + 2);
        int[] shape = new int[axes.length];
        int rank = 0;
        for (String axis : axes) {
            // A single axis is written with a comma after it, which leaves an empty last part.
            if (!axis.isBlank()) {
                shape[rank++] = axis(file, axis.strip());
            }
        }
        int[] trimmed = Arrays.copyOf(shape, rank);
        if (rank > MAX_AXES || size(trimmed) > Integer.MAX_VALUE) {
            throw new IOException(file + ": its shape holds more than " + Integer.MAX_VALUE + " values");
        }
        return trimmed;
    }

    private static int axis(Path file, String text) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + ": expected an axis of at most " + Integer.MAX_VALUE + " cells, got " + text, e);
        }
    }

    private static String field(Path file, String header, Pattern pattern, String name) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(file + ": its .npy header has no readable '" + name + "'");
        }
        return matcher.group(1);
    }

    /** The number of values of a shape, or {@link Long#MAX_VALUE} if that is beyond counting. */
    static long size(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            if (axis < 0) {
                throw new IllegalArgumentException("an axis holds at least 0 cells, got " + axis);
            }
            if (axis != 0 && size > Long.MAX_VALUE / axis) {
                return Long.MAX_VALUE;
            }
            size *= axis;
        }
        return size;
    }
}
