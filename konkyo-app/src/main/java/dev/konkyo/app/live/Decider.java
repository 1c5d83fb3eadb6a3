package dev.konkyo.app.live;

import dev.konkyo.app.report.Scales;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Region;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.image.Image;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Prediction;
import java.util.List;
import java.util.function.Supplier;

/** Decides on one frame after the other; used by one thread. */
final class Decider {
    private final Classifier model;
    private final ModelCard card;
    private final Thresholding thresholding;
    private final EvidenceMethod method;
    private final Supplier<ViewSettings> settings;
    private final float[] pixels;
    /** The same memory for every frame: the collector would see none of what a hundred frames a second leave behind. */
    private final TensorData input;

    Decider(Classifier model, Thresholding thresholding, EvidenceMethod method, Supplier<ViewSettings> settings) {
        this.model = model;
        this.thresholding = thresholding;
        card = model.card();
        this.method = method;
        this.settings = settings;
        var preprocessing = card.preprocessing();
        pixels = new float[preprocessing.length()];
        input = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3, preprocessing.height(), preprocessing.width()));
    }

    Decision decide(Frame frame) {
        long taken = System.nanoTime();
        Image image = frame.image();
        card.preprocessing().apply(image, pixels, 0);
        input.floatBuffer().put(pixels);
        Target target = new Target.Predicted();
        Evidence evidence = method.explain(input, target);
        ViewSettings current = settings.get();
        Prediction prediction = current.applied(Prediction.of(card, evidence.logits(), 0), thresholding);
        Heatmap map = evidence.heatmap(model, 0, image.height(), image.width());
        EvidenceScale scale = Scales.of(card, map.unit());
        List<Region> regions = regions(map, current.evidenceValue(scale), image);
        return new Decision(
                frame, prediction, target.name(prediction), map, scale, regions, current, taken, System.nanoTime());
    }

    private static List<Region> regions(Heatmap map, float threshold, Image image) {
        // Most frames of a good line hold none; interpolation does not exceed the cells.
        return map.max() <= threshold ? List.of() : new Regions(threshold, 1).in(map, image.height(), image.width());
    }
}
