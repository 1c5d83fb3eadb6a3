package dev.konkyo.app.cli;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.hub.ModelConfiguration;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.network.Network;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.weights.SafetensorsFile;
import java.util.Optional;

/** What the demo's training begins with. */
record DemoStart(StartingPoint point, Preprocessing preprocessing) {
    /**
     * Random weights, or the ones of a file.
     *
     * @param size side of the photos in pixels
     */
    static DemoStart of(Network network, Optional<WeightsSource> source, int size) {
        return source.map(file -> pretrained(network, file, size))
                .orElseGet(() -> new DemoStart(
                        new StartingPoint.Scratch(network, PaddingStyle.SYMMETRIC),
                        Preprocessing.stretched(size, size)));
    }

    private static DemoStart pretrained(Network network, WeightsSource source, int size) {
        var file = SafetensorsFile.read(source.file());
        var origin = WeightsOrigin.of(file, source.configuration().map(ModelConfiguration::read));
        var match = origin.match(network);
        var padding = origin.padding(match);
        var point = new StartingPoint.Pretrained(
                network, padding, file.weights(), match.naming(), new ClassifierStyle.Own());
        return new DemoStart(point, origin.preprocessing(network, padding, size).with(new Fit.Stretch()));
    }
}
