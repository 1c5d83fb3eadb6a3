package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The objects in a photo as Pascal VOC keeps them (Everingham et al. 2010, "The Pascal Visual Object Classes (VOC) Challenge"): an XML file with
 * the photo's size and, for each object, its name and the first and last column and row that it covers, counted from 1.
 */
record VocBoxes(List<BoxedObject> objects) {
    private static final String NO_DOCUMENT_TYPES = "http://apache.org/xml/features/disallow-doctype-decl";

    VocBoxes {
        objects = List.copyOf(objects);
    }

    /**
     * Reads a file.
     *
     * @throws UnreadablePhotoException if it is something else, or a box is impossible
     */
    static VocBoxes read(Path file) {
        Element annotation = document(file).getDocumentElement();
        double width = number(file, annotation, "size", "width");
        double height = number(file, annotation, "size", "height");
        if (!(width > 0 && height > 0)) {
            throw broken(file, "a photo of " + width + " x " + height + " pixels");
        }
        List<BoxedObject> objects = new ArrayList<>();
        NodeList found = annotation.getElementsByTagName("object");
        for (int i = 0; i < found.getLength(); i++) {
            Element object = (Element) found.item(i);
            // Pixel 1 covers [0, 1).
            double left = number(file, object, "bndbox", "xmin") - 1;
            double top = number(file, object, "bndbox", "ymin") - 1;
            double right = number(file, object, "bndbox", "xmax");
            double bottom = number(file, object, "bndbox", "ymax");
            if (!(right > left && bottom > top)) {
                throw broken(file, "a box that ends before it begins");
            }
            Box box = new Box(left, top, right - left, bottom - top).scaled(1 / width, 1 / height);
            objects.add(new BoxedObject(text(file, object, "name"), box));
        }
        return new VocBoxes(objects);
    }

    private static Document document(Path file) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // A file of boxes has no reason to name other files or addresses.
            factory.setFeature(NO_DOCUMENT_TYPES, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (SAXException e) {
            throw broken(file, "a file that is not whole XML (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UnreadablePhotoException(file, "could not be read: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature: " + e.getMessage(), e);
        }
    }

    private static double number(Path file, Element parent, String outer, String inner) {
        var around = parent.getElementsByTagName(outer);
        if (around.getLength() == 0) {
            throw broken(file, "no <" + outer + ">");
        }
        String text = text(file, (Element) around.item(0), inner);
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw broken(file, "'" + text + "' as <" + inner + ">");
    }

    /** The text of the first element of this name, which is the object's own: its parts come after it. */
    private static String text(Path file, Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        if (found.getLength() == 0) {
            throw broken(file, "no <" + name + ">");
        }
        return found.item(0).getTextContent().strip();
    }

    private static UnreadablePhotoException broken(Path file, String got) {
        return new UnreadablePhotoException(
                file, "expected boxes in Pascal VOC's XML with <size> and <bndbox>, got " + got);
    }
}
