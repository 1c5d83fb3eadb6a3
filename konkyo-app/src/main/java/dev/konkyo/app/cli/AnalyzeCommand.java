package dev.konkyo.app.cli;

import dev.konkyo.analysis.JudgedPhoto;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.PairStudy;
import dev.konkyo.analysis.Shuffle;
import dev.konkyo.app.report.AnalysisPage;
import dev.konkyo.app.report.TexturePicture;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Sample;
import dev.konkyo.faithfulness.Contender;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Compares how two models decide. */
@Command(
        name = "analyze",
        description =
                "Compare how two models decide: their scores, what shuffled patches and textures leave of their accuracy, whether parts of a"
                        + " photo count separately, their errors, and the places that matter to them (Brendel and Bethge 2019, section 4).",
        footer = {"", "Example: konkyo analyze bagnet17/model.onnx resnet18/model.onnx photos --output alike"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class AnalyzeCommand implements Callable<Integer> {
    private static final String NONE = "none";
    private static final int LEAST_PATCH = 4;
    private static final String USUAL_SALIENCY = "gradient-x-input";

    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelPairArgument models;

    @Mixin
    private DataArgument data;

    @Option(
            names = "--photos",
            paramLabel = "N",
            description = "At most so many photos, spread evenly over the folder; by default ${DEFAULT-VALUE}.")
    private int photos = 50;

    @Option(
            names = "--grids",
            split = ",",
            paramLabel = "N",
            description =
                    "Cut photos into N x N patches of at least 4 pixels and shuffle these; a rim that they do not fill stays. By default 2,3,4,8.")
    private List<Integer> grids = List.of(2, 3, 4, 8);

    @Mixin
    private TextureOptions textures;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "What finds the patches that matter to a model, see konkyo methods; by default cam where the network allows it, otherwise"
                            + " occlusion.")
    private @Nullable String method;

    @Option(
            names = "--saliency",
            paramLabel = "NAME",
            description =
                    "A method to find each model's patches by beside that, or none; by default gradient-x-input where there are gradients.")
    private @Nullable String saliency;

    @Option(
            names = "--faithfulness",
            paramLabel = "N",
            description =
                    "Measure on at most N photos how far each model's evidence can be trusted, for the page; 0 leaves it out; by default ${DEFAULT-VALUE}.")
    private int tested = QuickFaithfulness.FEW;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write index.html and analysis.json here.")
    private @Nullable Path output;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        check();
        var loaded = models.read(konkyo.output());
        var source = textures.file()
                .map(file -> models.read(file, konkyo.output()))
                .orElseGet(() -> TextureOptions.larger(loaded));
        try (var compared = new ComparedModels(loaded, engine.threads())) {
            var pair = compared.pair();
            check(pair.view());
            List<String> notes = new ArrayList<>();
            var chosen = photos(loaded, notes);
            var evidence = compared.evidence(Optional.ofNullable(method));
            var masking = compared.masking(
                    pair,
                    evidence,
                    Optional.of(saliency == null ? USUAL_SALIENCY : saliency).filter(name -> !name.equals(NONE)),
                    saliency == null,
                    seed);
            notes.addAll(compared.notes());
            var plan = new PairStudy.Plan(
                    grids.stream().distinct().sorted().map(Shuffle::new).toList(), seed);
            var study = new PairStudy(pair, plan, Optional.of(masking));
            notes.forEach(study::note);
            var judged = judge(study, chosen);
            var pictures =
                    new TextureRun(konkyo.output(), source, textures.steps(), engine.threads(), seed).of(judged, study);
            var findings = study.findings();
            print(findings);
            if (output != null) {
                var trust = trust(findings, loaded, chosen);
                write(output, findings, loaded, trust, pictures, facts(chosen, source, evidence.map(Contender::name)));
            }
        }
        return 0;
    }

    private void check() {
        textures.check();
        if (tested < 0) {
            throw new UsageException("--faithfulness must be at least 0, got " + tested);
        }
        if (photos < 1 || grids.stream().anyMatch(grid -> grid < 2)) {
            throw new UsageException(
                    "--photos must be at least 1 and --grids at least 2, got " + photos + " and " + grids);
        }
        for (var name : new String[] {method, saliency}) {
            if (name != null && !name.equals(NONE)) {
                MethodOptions.named(name);
            }
        }
    }

    /** Smaller patches are no parts of anything, and patches of less than a pixel would leave the photo as it is. */
    private void check(Preprocessing view) {
        int most = Math.min(view.height(), view.width()) / LEAST_PATCH;
        if (grids.stream().anyMatch(grid -> grid > most)) {
            throw new UsageException(
                    "--grids: patches are at least %d pixels wide, so at most %d in a row for models that see %d x %d pixels, got %s"
                            .formatted(LEAST_PATCH, most, view.height(), view.width(), grids));
        }
    }

    /** What is compared on, under the shared labels. */
    private Dataset photos(Pair<Model> loaded, List<String> notes) {
        var read = data.read();
        var judged = loaded.map(model -> JudgedPhotos.of(read, model.card(), engine.threads()));
        judged.first().notes().forEach(note -> notes.add(judged.second().notes().contains(note) ? note : "A: " + note));
        judged.second().notes().stream()
                .filter(note -> !judged.first().notes().contains(note))
                .forEach(note -> notes.add("B: " + note));
        var card = loaded.first().card();
        var known = judged.first().known(card, card.labels());
        judged.first().unknown(known).ifPresent(notes::add);
        return known.spread(photos);
    }

    /** Passes photos through all comparisons but the textures'; those that textures are made of come back. */
    private Map<String, JudgedPhoto> judge(PairStudy study, Dataset chosen) {
        var kept = new HashSet<>(chosen.spread(textures.photos()).samples());
        Map<String, JudgedPhoto> judged = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        int done = 0;
        try (var progress =
                ProgressLine.start(konkyo.output(), "compared", chosen.samples().size())) {
            for (Sample sample : chosen.samples()) {
                try {
                    var photo = study.add(PhotoReader.standard().read(sample.photo()), sample.label());
                    if (kept.contains(sample)) {
                        judged.put(chosen.relative(sample.photo()), photo);
                    }
                } catch (UnreadablePhotoException e) {
                    unreadable.add(sample.photo() + ": " + e.reason());
                }
                progress.at(++done);
            }
        }
        unreadable.forEach(line -> konkyo.output().note("skipped " + line));
        if (unreadable.size() == chosen.samples().size()) {
            throw new CommandException("none of the " + unreadable.size() + " photos in " + data.folder()
                    + " could be read; the first: " + unreadable.getFirst());
        }
        if (!unreadable.isEmpty()) {
            study.note(unreadable.size() + " photos could not be read and were left out");
        }
        return judged;
    }

    /** How far each model's own evidence can be trusted, by the model's name. */
    private Map<String, Trust> trust(PairFindings findings, Pair<Model> loaded, Dataset chosen) {
        Map<String, Trust> trust = new LinkedHashMap<>();
        if (tested > 0) {
            trust.put(findings.names().first(), trust(loaded.first(), chosen));
            trust.put(findings.names().second(), trust(loaded.second(), chosen));
        }
        return trust;
    }

    private Trust trust(Model asked, Dataset chosen) {
        var quick = new QuickFaithfulness(konkyo.output(), new MethodOptions(), engine.threads(), tested);
        return quick.of(asked, Optional.empty(), chosen.ordered(asked.card().labels()));
    }

    private void print(PairFindings findings) {
        if (json.chosen()) {
            konkyo.output().json(AnalysisLine.of(findings));
        } else {
            new AnalysisTable(findings).lines().forEach(konkyo.output()::line);
        }
        findings.notes().forEach(konkyo.output()::note);
    }

    private Map<String, String> facts(Dataset chosen, Model source, Pair<String> methods) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("A", models.files().first().toString());
        facts.put("B", models.files().second().toString());
        facts.put("folder", chosen.folder().toString());
        facts.put("photos", chosen.counts().summary());
        facts.put("hash of the photos", DatasetHash.of(chosen));
        facts.put("what matters to A", "by " + methods.first());
        facts.put("what matters to B", "by " + methods.second());
        facts.put(AnalysisPage.SALIENCY, saliency == null ? USUAL_SALIENCY : saliency);
        if (textures.photos() > 0) {
            facts.put(AnalysisPage.TEXTURES, source.card().network());
            facts.put("steps of a texture", String.valueOf(textures.steps()));
        }
        facts.put("seed", String.valueOf(seed));
        return facts;
    }

    private void write(
            Path folder,
            PairFindings findings,
            Pair<Model> loaded,
            Map<String, Trust> trust,
            List<TexturePicture> pictures,
            Map<String, String> facts) {
        AtomicFile.folder(folder);
        AtomicFile.text(folder.resolve("analysis.json"), Output.text(AnalysisLine.of(findings)) + "\n");
        new AnalysisPage(findings, loaded.map(Model::card), trust, pictures, facts).write(folder.resolve("index.html"));
        konkyo.output().note("see " + folder.resolve("index.html"));
    }
}
