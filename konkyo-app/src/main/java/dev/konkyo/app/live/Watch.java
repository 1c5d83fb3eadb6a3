package dev.konkyo.app.live;

import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.image.Image;
import dev.konkyo.model.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Watches a source with a model.
 *
 * @param model that decides
 * @param thresholding what a threshold is to its decision
 * @param method how it is explained
 * @param plan what is watched, and how
 * @param record takes every decision, on the thread that decides
 * @param notes takes one line about everything unusual, from any thread
 */
public record Watch(
        Classifier model,
        Thresholding thresholding,
        EvidenceMethod method,
        WatchPlan plan,
        Consumer<Decision> record,
        Consumer<String> notes) {
    /**
     * Watches until the source ends, the plan's frames were seen, the window was closed, or the caller says so.
     *
     * @param stop asked again and again
     * @throws SourceException if the source gave nothing or was given up
     */
    public WatchSummary run(BooleanSupplier stop) {
        var settings = new AtomicReference<>(plan.settings());
        var capture = new Capture(plan.source(), plan.patience(), plan.frames(), plan.paced(), notes);
        List<FrameSink> sinks = new ArrayList<>();
        try {
            Optional<FrameSink> window = plan.window()
                    ? WindowSink.open("Konkyo: " + plan.source().name(), settings, thresholding)
                    : Optional.empty();
            window.ifPresent(sinks::add);
            plan.output().ifPresent(output -> sinks.add(sink(output, capture)));
            var decider = new Decider(model, thresholding, method, settings::get);
            var painter = new FramePainter(thresholding, plan.alarm(), window.isPresent());
            warm(decider, painter);
            var stages = new Pipeline.Stages(capture::into, decider::decide, record, painter::paint, sinks);
            boolean replaces = plan.source().live() || plan.paced();
            return new Pipeline(stages, replaces ? HandOver.WhenTaken.REPLACE : HandOver.WhenTaken.WAIT).run(stop);
        } finally {
            sinks.forEach(FrameSink::close);
        }
    }

    /** Libraries and fonts are loaded and memory is claimed before the first frame comes. */
    private void warm(Decider decider, FramePainter painter) {
        var preprocessing = model.card().preprocessing();
        var grey = Image.filled(preprocessing.height(), preprocessing.width(), 128, 128, 128);
        var decision = decider.decide(Frame.of(0, Shot.of(grey)));
        painter.paint(decision, new Progress(0, new Percentiles(0, 0, 0), 0));
    }

    private FrameSink sink(Path output, Capture capture) {
        return VideoFile.isNamed(output) ? new VideoSink(output, capture::rate, notes) : new PictureSink(output);
    }
}
