package dev.konkyo.app.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts as PNG files. */
final class Charts {
    private static final Color[] SHADES = {new Color(0xf4f6f8), new Color(0x2f6db3)};

    private Charts() {}

    /** A confusion matrix as a grid of counts: rows show the truth from top to bottom, columns the model's labels. */
    static byte[] confusion(ConfusionMatrix confusion) {
        int classes = confusion.labels().size();
        int side = Math.clamp(140L + 70L * classes, 320, 1600);
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(side + 60)
                .height(side)
                .theme(ChartTheme.Matlab)
                .xAxisTitle("what the model said")
                .yAxisTitle("what the photo shows")
                .build();
        var style = chart.getStyler();
        style.setRangeColors(SHADES);
        style.setMin(0);
        style.setMax(Math.max(
                1,
                confusion.counts().stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(1)));
        style.setShowValue(classes <= 30);
        style.setHeatMapValueDecimalPattern("0");
        style.setValueFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        style.setValueFontColor(Color.BLACK);
        style.setChartBackgroundColor(Color.WHITE);
        style.setLegendVisible(false);
        style.setXAxisLabelRotation(classes > 6 ? 60 : 0);
        // The chart counts its rows from below.
        List<String> fromBelow = new ArrayList<>(confusion.labels());
        Collections.reverse(fromBelow);
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                cells.add(new Number[] {
                    column, classes - 1 - row, confusion.counts().get(row).get(column)
                });
            }
        }
        chart.addSeries("photos", confusion.labels(), fromBelow, cells);
        return png(chart);
    }

    /**
     * Lines over epochs.
     *
     * @param lines by name; values that are not numbers are left out
     */
    static byte[] lines(String axis, Map<String, List<Double>> lines) {
        var chart = new XYChartBuilder()
                .width(640)
                .height(320)
                .theme(ChartTheme.Matlab)
                .xAxisTitle("epoch")
                .yAxisTitle(axis)
                .build();
        var style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setLegendPosition(LegendPosition.OutsideS);
        lines.forEach((name, values) -> {
            List<Integer> epochs = new ArrayList<>();
            List<Double> numbers = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (Double.isFinite(values.get(i))) {
                    epochs.add(i + 1);
                    numbers.add(values.get(i));
                }
            }
            if (!epochs.isEmpty()) {
                chart.addSeries(name, epochs, numbers)
                        .setMarker(epochs.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        });
        return png(chart);
    }

    private static byte[] png(IChart chart) {
        var file = new ByteArrayOutputStream();
        // In memory: a stream with a cache file registers a shutdown hook, and a chart may be drawn while the process
        // shuts down.
        try (var stream = new MemoryCacheImageOutputStream(file)) {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", stream);
            stream.flush();
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
