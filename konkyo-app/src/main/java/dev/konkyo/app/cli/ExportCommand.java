package dev.konkyo.app.cli;

import dev.konkyo.app.cli.EvidenceExport.Resolution;
import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a model for use elsewhere, with evidence in its graph if asked for. */
@Command(
        name = "export",
        description =
                "Write a model for use elsewhere, with evidence computed in its graph if asked for, and check the file in ONNX Runtime.",
        footer = {"", "Example: konkyo export run/model.onnx --output part.onnx --evidence --memory photos"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ExportCommand implements Callable<Integer> {
    private static final int MOST_GOLDEN = 16;

    /** A file that stores no outputs is run all the same before it takes its place. */
    private static final int LEAST_CHECKED = 2;

    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The ONNX file to write.")
    private Path output;

    /** Number formats. */
    enum Precision {
        FP32,
        INT8;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "Number format of the network: ${COMPLETION-CANDIDATES}; int8 needs --calibrate; by default ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--calibrate",
            paramLabel = "DATA",
            description = "Photos that say between which numbers int8 divides: at most 100 of them, best of training;"
                    + " a fifth is held back and told apart.")
    private @Nullable Path calibrate;

    @Option(
            names = "--evidence",
            description = "Give scores, embedding, evidence and cluster as outputs, all computed in the graph.")
    private boolean evidence;

    @Option(
            names = "--layer",
            paramLabel = "NODE",
            description = "The value of the graph whose places are explained; by default the last one before pooling.")
    private @Nullable String layer;

    @Option(
            names = "--resolution",
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES}; high doubles the map's height and width at a cost that is stated; by default ${DEFAULT-VALUE}.")
    private Resolution resolution = Resolution.USUAL;

    @Mixin
    private MemoryOptions memory;

    @Option(
            names = "--golden",
            paramLabel = "N",
            description =
                    "Inputs whose outputs are stored in the file, for konkyo show --check: photos of --memory or --data, else"
                            + " drawn pictures; by default ${DEFAULT-VALUE}, 0 for none.")
    private int golden = 3;

    @Mixin
    private EngineOptions engine;

    @Override
    public Integer call() {
        check();
        TorchEngine.threads(engine.threads());
        var loaded = model.read(konkyo.output());
        var decision = loaded.withNetwork(EvidenceOutputs.without(loaded.network()));
        if (evidence) {
            if (EvidenceOutputs.byMemory(loaded.graph())) {
                konkyo.output()
                        .note(
                                "the file's own memory is left out: its evidence is made anew, by --memory or by the head's weights");
            }
            evident(decision);
        } else {
            plain(loaded);
        }
        return 0;
    }

    private void plain(Model loaded) {
        if (calibrate != null) {
            rounded(loaded, EvidenceLayer.of(loaded.graph()).value(), calibrate);
            return;
        }
        try (var expected = new ExpectedOutputs(loaded)) {
            write(loaded, loaded, expected);
        }
    }

    private void rounded(Model exact, String upTo, Path photos) {
        var exported = new EightBitExport(exact, upTo, photos, konkyo.output(), engine.threads()).rounded();
        var choice = inputs(exported, EightBitGolden.CANDIDATES * checked());
        var least = EightBitGolden.of(exported, choice.inputs(), checked());
        try (var expected = new ExpectedRounding(exported, least.tolerances())) {
            write(exported, choice, least.inputs(), expected);
        }
    }

    private void write(Model decision, Model exported, Expected expected) {
        var choice = inputs(decision, checked());
        write(exported, choice, choice.inputs(), expected);
    }

    private void write(Model exported, GoldenChoice choice, List<GoldenInput> inputs, Expected expected) {
        new CheckedFile(output).write(exported, inputs, golden, expected);
        konkyo.output().note(choice.sentence(inputs, golden));
        konkyo.output().line(output + ": " + String.join(", ", exported.graph().outputs()) + " (" + precision + ")");
    }

    private int checked() {
        return Math.max(golden, LEAST_CHECKED);
    }

    private GoldenChoice inputs(Model decision, int count) {
        try (var classifier = Engines.open(decision, Needs.SCORES, engine.threads())) {
            var photos = Optional.ofNullable(calibrate).or(memory::photos);
            return new GoldenInputs(count, photos).chosen(classifier);
        }
    }

    private void check() {
        var source = memory.source();
        if (golden < 0 || golden > MOST_GOLDEN) {
            throw new UsageException("--golden lies in [0, " + MOST_GOLDEN + "], got " + golden);
        }
        if ((precision == Precision.INT8) != (calibrate != null)) {
            throw new UsageException("--precision int8 and --calibrate DATA need each other, got only one of them");
        }
        if (!evidence
                && (layer != null
                        || resolution != Resolution.USUAL
                        || !(source instanceof MemoryOptions.Source.None))) {
            throw new UsageException("--memory, --layer and --resolution need --evidence");
        }
    }

    private void evident(Model decision) {
        if (layer != null) {
            EvidenceLayers.require(decision, layer);
        }
        var at = layer != null ? layer : EvidenceLayer.of(decision.graph()).value();
        if (resolution == Resolution.HIGH) {
            new FinerMap(decision.graph(), at).require(!(memory.source() instanceof MemoryOptions.Source.None));
        }
        var built = new MemoryBuilding(decision, at, memory, konkyo.output(), engine.threads()).memory();
        var export = new EvidenceExport(decision, at, resolution);
        var exported = export.model(built);
        EvidenceExport.lostScale(decision, exported).ifPresent(konkyo.output()::note);
        konkyo.output().note(EvidenceCost.of(decision, exported).sentence());
        try (var expected = new ExpectedEvidence(export, built.map(BuiltMemory::memory))) {
            if (calibrate == null) {
                write(decision, exported, expected);
            } else {
                CheckedFile.require(exported, inputs(decision, checked()).inputs(), expected);
                rounded(exported, export.finer(decision.graph()).layer(), calibrate);
            }
        }
    }
}
