package dev.konkyo.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts: SVG elements for pages, and the confusion matrix also as a PNG file. */
final class Charts {
    private static final Color[] SHADES = {new Color(0xf4f6f8), new Color(0x2f6db3)};

    /** Pixels at which the lettering is right; on a phone's 360 it is still readable. */
    private static final int WIDTH = 440;

    private static final int HEIGHT = 300;

    /** More are no clearer and make a page slow. */
    private static final int MOST_POINTS = 300;

    private static final int LEGEND_LINE = 24;
    private static final int LEGEND_GAP = 18;

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
     * @param name of the chart on its page
     * @param lines by name; values that are not numbers are left out
     */
    static String lines(String name, String axis, Map<String, List<Double>> lines) {
        var chart = plain("epoch", axis, HEIGHT);
        int most = lines.values().stream().mapToInt(List::size).max().orElse(1);
        chart.getStyler().setXAxisDecimalPattern("0").setXAxisMin(1.0).setXAxisMax((double) Math.max(2, most));
        lines.forEach((title, values) -> {
            var numbers = IntStream.range(0, values.size())
                    .filter(i -> Double.isFinite(values.get(i)))
                    .boxed()
                    .toList();
            if (!numbers.isEmpty()) {
                var series = chart.addSeries(
                        title,
                        numbers.stream().map(i -> i + 1).toList(),
                        numbers.stream().map(values::get).toList());
                style(series, chart, numbers.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        });
        return SvgDrawing.of(chart, name, axis + " by epoch");
    }

    /**
     * Lines over a share from 0 to 1, in equal steps.
     *
     * @param lines by name, at least two values each
     */
    static String shares(String name, String xAxis, String yAxis, Map<String, List<Double>> lines) {
        var chart = plain(xAxis, yAxis, HEIGHT + LEGEND_LINE * lines.size());
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setXAxisDecimalPattern("0.0##").setYAxisDecimalPattern("0.0");
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        lines.forEach((title, values) -> {
            var shares = IntStream.range(0, values.size())
                    .mapToObj(i -> (double) i / (values.size() - 1))
                    .toList();
            style(chart.addSeries(title, shares, values), chart, SeriesMarkers.NONE);
        });
        return SvgDrawing.of(chart, name, yAxis + " by " + xAxis);
    }

    /** How often judgements were right against how sure they were; the diagonal is what a calibrated model would show. */
    static String calibration(Calibration calibration) {
        var chart = plain("confidence", "share judged right", HEIGHT);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        var bins = calibration.filled();
        style(
                chart.addSeries(
                        "this model",
                        bins.stream().map(Calibration.Bin::confidence).toList(),
                        bins.stream().map(Calibration.Bin::accuracy).toList()),
                chart,
                SeriesMarkers.CIRCLE);
        var diagonal = chart.addSeries("taken at its word", List.of(0, 1), List.of(0, 1));
        style(diagonal, chart, SeriesMarkers.NONE);
        diagonal.setLineStyle(SeriesLines.DASH_DASH).setLineColor(ChartColour.SOFT.standIn());
        return SvgDrawing.of(chart, "calibration", "share judged right by confidence");
    }

    /**
     * Points with names.
     *
     * @param points x and y by name
     */
    static String points(String name, String xAxis, String yAxis, Map<String, List<Double>> points) {
        var chart = plain(xAxis, yAxis, HEIGHT + LEGEND_LINE * points.size());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        // Names take more room side by side than a phone has.
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        chart.getStyler().setXAxisMin(0.0).setMarkerSize(10).setPlotContentSize(0.94);
        points.forEach((title, point) -> style(
                chart.addSeries(title, List.of(point.getFirst()), List.of(point.getLast())),
                chart,
                SeriesMarkers.CIRCLE));
        return SvgDrawing.of(chart, name, yAxis + " by " + xAxis);
    }

    /**
     * Lines through points.
     *
     * @param lines by name, at least one point each, from left to right
     * @param heights lowest and highest value that is drawn, as x and y
     */
    static String curves(String name, String xAxis, String yAxis, Map<String, List<Plotted>> lines, Plotted heights) {
        var chart = plain(xAxis, yAxis, HEIGHT + LEGEND_LINE * lines.size());
        chart.getStyler().setYAxisMin(heights.x()).setYAxisMax(heights.y());
        chart.getStyler().setXAxisDecimalPattern("0.##").setYAxisDecimalPattern("0.0");
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        lines.forEach((title, points) -> style(
                chart.addSeries(
                        title,
                        points.stream().map(Plotted::x).toList(),
                        points.stream().map(Plotted::y).toList()),
                chart,
                SeriesMarkers.CIRCLE));
        return SvgDrawing.of(chart, name, yAxis + " by " + xAxis);
    }

    /**
     * Many points; of very many, some that lie evenly among them.
     *
     * @param clouds by name, at least one point each
     * @param diagonal whether to draw where both axes are equal
     */
    static String cloud(String name, String xAxis, String yAxis, Map<String, List<Plotted>> clouds, boolean diagonal) {
        var chart = plain(xAxis, yAxis, HEIGHT + LEGEND_LINE * (clouds.size() + (diagonal ? 1 : 0)));
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        chart.getStyler()
                .setXAxisDecimalPattern("0.##")
                .setYAxisDecimalPattern("0.##")
                .setMarkerSize(5);
        clouds.forEach((title, points) -> {
            int each = Math.ceilDiv(points.size(), MOST_POINTS);
            var some = IntStream.range(0, points.size())
                    .filter(i -> i % each == 0)
                    .mapToObj(points::get)
                    .toList();
            var series = chart.addSeries(
                    title,
                    some.stream().map(Plotted::x).toList(),
                    some.stream().map(Plotted::y).toList());
            style(series, chart, SeriesMarkers.CIRCLE);
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        });
        if (diagonal) {
            diagonal(chart, clouds.values().stream().flatMap(List::stream).toList());
        }
        return SvgDrawing.of(chart, name, yAxis + " by " + xAxis);
    }

    /** Where both axes are equal, as far as there are points on either. */
    private static void diagonal(XYChart chart, List<Plotted> points) {
        var x = points.stream().mapToDouble(Plotted::x).summaryStatistics();
        var y = points.stream().mapToDouble(Plotted::y).summaryStatistics();
        var ends = List.of(Math.max(x.getMin(), y.getMin()), Math.min(x.getMax(), y.getMax()));
        var line = chart.addSeries("equal", ends, ends);
        style(line, chart, SeriesMarkers.NONE);
        line.setLineStyle(SeriesLines.DASH_DASH).setLineColor(ChartColour.SOFT.standIn());
    }

    private static XYChart plain(String xAxis, String yAxis, int height) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .theme(ChartTheme.Matlab)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        var font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        var clear = new Color(0, 0, 0, 0);
        var style = chart.getStyler();
        style.setChartBackgroundColor(clear)
                .setPlotBackgroundColor(clear)
                .setPlotBorderColor(ChartColour.LINE.standIn());
        style.setChartFontColor(ChartColour.INK.standIn());
        style.setPlotGridLinesColor(ChartColour.LINE.standIn()).setPlotGridLinesStroke(new BasicStroke(0.5f));
        style.setAxisTitleFont(font).setAxisTickLabelsFont(font).setAxisTickLabelsColor(ChartColour.SOFT.standIn());
        style.setXAxisTitleColor(ChartColour.SOFT.standIn()).setYAxisTitleColor(ChartColour.SOFT.standIn());
        style.setAxisTickMarksColor(ChartColour.LINE.standIn()).setYAxisDecimalPattern("0.0##");
        style.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        // Wide, for the page's letters may be wider than those that were measured.
        style.setLegendPadding(LEGEND_GAP);
        style.setLegendFont(font).setLegendBackgroundColor(clear).setLegendBorderColor(clear);
        return chart;
    }

    private static void style(XYSeries series, XYChart chart, Marker marker) {
        var colour = ChartColour.series(chart.getSeriesCollection().size() - 1);
        series.setMarker(marker).setMarkerColor(colour).setLineColor(colour).setLineStyle(SeriesLines.SOLID);
        series.setLineWidth(2);
    }

    /** A chart as a file's bytes. */
    static byte[] png(IChart chart) {
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
