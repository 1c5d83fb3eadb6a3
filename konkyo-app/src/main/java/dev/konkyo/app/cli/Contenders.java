package dev.konkyo.app.cli;

import dev.konkyo.app.report.FaithfulnessPhotos;
import dev.konkyo.app.report.FaithfulnessRun;
import dev.konkyo.app.report.Scales;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.CentredGaussian;
import dev.konkyo.faithfulness.Contender;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.RandomMap;
import dev.konkyo.faithfulness.Scorer;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The methods that one model is explained by, and the baselines, on the engines that they need. */
final class Contenders implements AutoCloseable {
    private static final int BATCH = 16;
    private static final int GRID = 7;

    /** Empty where nothing but scores is known. */
    private final Optional<Model> model;

    private final MethodOptions options;
    private final Function<MethodEntry, EvidenceMethod> methods;
    private final Supplier<Classifier> scores;
    private final Runnable closing;

    Contenders(Model model, MethodOptions options, int threads) {
        this(model, Optional.empty(), options, threads);
    }

    /** @param specialists whom the model is asked together with */
    Contenders(Model model, Optional<SpecialistsFolder> specialists, MethodOptions options, int threads) {
        var engines = new ExplainingEngines(model, specialists, threads);
        this.model = Optional.of(model);
        this.options = options;
        methods = entry -> engines.method(entry, options);
        scores = () -> engines.classifier(Needs.SCORES);
        closing = engines::close;
    }

    /** For a model that gives nothing but scores, which stays open. */
    Contenders(Classifier scoresOnly, MethodOptions options) {
        model = Optional.empty();
        this.options = options;
        methods = entry -> MethodOptions.make(entry, scoresOnly);
        scores = () -> scoresOnly;
        closing = () -> {};
    }

    /** What gives scores, on ONNX Runtime. */
    Classifier scores() {
        return scores.get();
    }

    /** How many photos a forward pass may hold. */
    int batch() {
        boolean several = model.map(known -> known.graph().input().sizes().getFirst() == GraphInput.FREE)
                .orElse(true);
        return several ? BATCH : 1;
    }

    /** A method on the engine that it needs. */
    EvidenceMethod method(MethodEntry entry) {
        return methods.apply(entry);
    }

    /**
     * Those of the methods that can explain the model.
     *
     * @param refused gets the others and why
     */
    Map<MethodEntry, EvidenceMethod> usable(List<MethodEntry> entries, Map<String, String> refused) {
        Map<MethodEntry, EvidenceMethod> usable = new LinkedHashMap<>();
        for (var entry : entries) {
            try {
                var method = method(entry);
                method.explain(grey(), new Target.Predicted());
                usable.put(entry, method);
            } catch (UsageException e) {
                throw e;
            } catch (RuntimeException e) {
                refused.put(entry.name(), ErrorLine.of(e));
            }
        }
        return usable;
    }

    /** A photo in which there is nothing. */
    TensorData grey() {
        var card = scores().card();
        return card.input(new float[card.preprocessing().length()]);
    }

    /**
     * Passes photos through a study of methods and the baselines.
     *
     * @param seed of the random map
     * @param progress told the number of photos that were passed through
     */
    Findings findings(
            Map<MethodEntry, EvidenceMethod> methods,
            Study.Plan plan,
            long seed,
            FaithfulnessPhotos photos,
            IntConsumer progress) {
        var study = new Study(new Scorer(scores(), batch()), with(methods, seed), plan);
        return new FaithfulnessRun(study, scores(), PhotoReader.standard(), progress).of(photos);
    }

    /** The floor of the model's evidence scale, if that was measured on maps of this method. */
    OptionalDouble floor(String method, Unit unit) {
        return model.isPresent() && options.measuredOn(method, model.get())
                ? Scales.measured(model.get().card(), unit).stream()
                        .mapToDouble(EvidenceScale::floor)
                        .findFirst()
                : OptionalDouble.empty();
    }

    /** The methods, then the two baselines on a grid as coarse as the evidence layer. */
    private List<Contender> with(Map<MethodEntry, EvidenceMethod> methods, long seed) {
        List<Contender> contenders = new ArrayList<>();
        methods.forEach((entry, method) -> contenders.add(new Contender(entry.name(), method, false)));
        contenders.addAll(baselines(seed));
        return contenders;
    }

    private List<Contender> baselines(long seed) {
        Optional<Shape> layer =
                model.flatMap(known -> EvidenceLayer.find(known.graph())).map(EvidenceLayer::shape);
        int height = layer.map(shape -> shape.at(2)).orElse(GRID);
        int width = layer.map(shape -> shape.at(3)).orElse(GRID);
        return List.of(
                new Contender(CentredGaussian.NAME, new CentredGaussian(scores(), height, width), true),
                new Contender(
                        RandomMap.NAME, new RandomMap(scores(), height, width, new SplittableRandom(seed)), true));
    }

    @Override
    public void close() {
        closing.run();
    }
}
