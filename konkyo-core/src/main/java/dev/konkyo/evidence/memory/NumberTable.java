package dev.konkyo.evidence.memory;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Rows of numbers with commas between them, as NumPy writes a matrix. */
public final class NumberTable {
    private NumberTable() {}

    /**
     * Reads a file.
     *
     * @return float32 [rows, columns]
     * @throws IllegalArgumentException with one line that starts with the file's name if it is no such table
     * @throws UncheckedIOException if it cannot be read
     */
    public static TensorData read(Path file) {
        List<float[]> rows = lines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> row(file, line))
                .toList();
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != rows.getFirst().length)) {
            throw new IllegalArgumentException(file + ": expected rows of as many numbers each, got " + rows.size()
                    + " rows of different lengths");
        }
        int columns = rows.getFirst().length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * columns, columns);
        }
        return TensorData.ofFloats(Shape.of(rows.size(), columns), values);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(file + ": expected numbers with commas between them, got no text", e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(file + ": the file does not exist", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static float[] row(Path file, String line) {
        String[] cells = line.split(",", -1);
        float[] row = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            try {
                row[i] = Float.parseFloat(cells[i].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        file + ": expected numbers with commas between them, got " + cells[i].strip(), e);
            }
            if (!Float.isFinite(row[i])) {
                throw new IllegalArgumentException(file + ": expected finite numbers, got " + cells[i].strip());
            }
        }
        return row;
    }
}
