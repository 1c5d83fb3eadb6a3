package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers photos for the comparisons of two models; each photo passes once and is not kept. */
public final class PairStudy {
    private final ModelPair pair;
    private final Plan plan;
    private final ScoreComparison scores;
    private final ErrorComparison errors;
    private final ShuffleComparison shuffled;
    private final AdditivityComparison additivity;
    private final TextureComparison textures;
    private final Optional<MaskingComparison> masking;
    private final List<String> notes = new ArrayList<>();
    private int texturized;

    /**
     * What is asked.
     *
     * @param shuffles of the patches, beside the photos as they are
     * @param seed of all that is drawn
     */
    public record Plan(List<Shuffle> shuffles, long seed) {
        public Plan {
            shuffles = List.copyOf(shuffles);
        }
    }

    /** @param masking left out where the models give no evidence */
    public PairStudy(ModelPair pair, Plan plan, Optional<MaskingComparison> masking) {
        this.pair = pair;
        this.plan = plan;
        this.masking = masking;
        int classes = pair.labels().size();
        scores = new ScoreComparison(classes);
        errors = new ErrorComparison(classes);
        shuffled = new ShuffleComparison(pair, plan.shuffles, plan.seed);
        additivity = new AdditivityComparison(pair, plan.seed);
        textures = new TextureComparison(pair);
    }

    /**
     * Takes a photo in, for all but the textures.
     *
     * @param label index into the shared labels
     */
    public JudgedPhoto add(Image photo, int label) {
        var judged = pair.judge(photo, label);
        scores.add(judged);
        errors.add(judged);
        shuffled.add(judged);
        additivity.add(judged);
        masking.ifPresent(comparison -> comparison.add(judged));
        return judged;
    }

    /** Takes a texture in, see {@link TextureComparison#add}. */
    public JudgedPhoto addTexture(JudgedPhoto photo, Image texture) {
        texturized++;
        return textures.add(photo, texture);
    }

    /** Keeps what a reader of the figures must know, one sentence. */
    public void note(String note) {
        notes.add(note);
    }

    /** What the photos showed. */
    public PairFindings findings() {
        var bootstrap = Bootstrap.standard(plan.seed);
        return new PairFindings(
                pair.subjects().map(Subject::name),
                pair.labels(),
                scores.result(bootstrap),
                shuffled.result(),
                texturized == 0 ? Optional.empty() : Optional.of(textures.result()),
                additivity.result(bootstrap),
                errors.result(),
                masking.map(comparison -> comparison.result(bootstrap)),
                notes);
    }
}
