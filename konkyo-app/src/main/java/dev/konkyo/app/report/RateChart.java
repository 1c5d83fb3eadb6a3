package dev.konkyo.app.report;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.torch.training.RateCurve;
import dev.konkyo.torch.training.TrainingException;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss at rising learning rates as a picture. */
public final class RateChart {
    private RateChart() {}

    /**
     * Draws a curve into a PNG file, with the suggested rate if there is one; its folder is made where it is missing.
     *
     * @return the file
     */
    public static Path write(RateCurve curve, Path file) {
        var chart = new XYChartBuilder()
                .width(800)
                .height(420)
                .theme(ChartTheme.Matlab)
                .xAxisTitle("learning rate")
                .yAxisTitle("smoothed loss")
                .build();
        var style = chart.getStyler();
        style.setXAxisLogarithmic(true);
        style.setChartBackgroundColor(Color.WHITE);
        style.setLegendPosition(LegendPosition.OutsideS);
        var points = curve.points();
        chart.addSeries(
                        "loss",
                        points.stream().map(RateCurve.Point::rate).toList(),
                        points.stream().map(RateCurve.Point::loss).toList())
                .setMarker(SeriesMarkers.NONE);
        suggested(curve)
                .ifPresent(point -> chart.addSeries("falls fastest", List.of(point.rate()), List.of(point.loss()))
                        .setMarker(SeriesMarkers.CIRCLE));
        AtomicFile.folder(file.toAbsolutePath().resolveSibling(""));
        AtomicFile.write(file, out -> out.write(Charts.png(chart)));
        return file;
    }

    private static Optional<RateCurve.Point> suggested(RateCurve curve) {
        try {
            double rate = curve.suggestion();
            return curve.points().stream().filter(point -> point.rate() == rate).findFirst();
        } catch (TrainingException _) {
            // Where no rate can be suggested, the curve shows why.
            return Optional.empty();
        }
    }
}
