package dev.konkyo.app.report;

import java.io.StringWriter;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts as SVG elements that stand in an HTML page, in the page's own colours. */
final class SvgDrawing {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Hundredths of a pixel, no more. */
    private static final int DIGITS = 2;

    private static final Pattern NAMESPACES = Pattern.compile(" xmlns(:\\w+)?=\"[^\"]*\"");
    private static final Pattern COMMENTS = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern NAMES = Pattern.compile("(id=\"|url\\(#)(\\w+)");

    private SvgDrawing() {}

    /**
     * Draws a chart.
     *
     * @param name of the chart, of letters, digits and hyphens, on a page that no other chart has
     * @param description for readers who cannot see it
     */
    static String of(IChart chart, String name, String description) {
        try {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
            var drawing = new SVGGraphics2D(document);
            drawing.getGeneratorContext().setPrecision(DIGITS);
            chart.paint(drawing, chart.getWidth(), chart.getHeight());
            var text = new StringWriter();
            drawing.stream(text, false);
            return inPage(text.toString(), chart, name, description);
        } catch (ParserConfigurationException | SVGGraphics2DIOException e) {
            throw new IllegalStateException("the chart '" + name + "' could not be drawn", e);
        }
    }

    /** Within a page the element needs no namespaces, its names must be its own, and its size is the page's affair. */
    private static String inPage(String file, IChart chart, String name, String description) {
        var element = file.substring(file.indexOf("<svg "));
        element = NAMESPACES.matcher(element).replaceAll("");
        element = COMMENTS.matcher(element).replaceAll("");
        element = NAMES.matcher(element).replaceAll("$1" + name + "-$2");
        var start = "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" "
                .formatted(Page.escape(description), chart.getWidth(), chart.getHeight());
        return ChartColour.themed(start + element.substring("<svg ".length()));
    }
}
