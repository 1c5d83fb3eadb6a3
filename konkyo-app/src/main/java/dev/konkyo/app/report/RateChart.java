package dev.konkyo.app.report;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.torch.training.RateCurve;
import dev.konkyo.torch.training.TrainingException;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
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
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
            AtomicFile.write(file, bytes::writeTo);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
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
