package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.faithfulness.Series;
import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether parts of a photo count separately: how far the score of what a model sees falls when patches are masked one at a time, summed, against
 * the fall when all are masked together. A model whose scores are sums over places gives the same twice.
 */
public final class AdditivityComparison {
    /** Sides of the patches and gaps between them, as parts of the picture's shorter side. */
    private static final List<Integer> SIDES = List.of(16, 8, 4);

    private static final int[] GAPS = {0, 1, 2};
    private static final int GAP = 8;
    private static final int PLACES = 2;

    private final ModelPair pair;
    private final List<MaskQuartet> quartets = new ArrayList<>();
    private final SplittableRandom random;
    private final Pair<Falls> falls;

    /** With patches of a sixteenth, an eighth and a quarter of the picture, which touch or lie an eighth or a quarter apart. */
    public AdditivityComparison(ModelPair pair, long seed) {
        this(pair, usual(Math.min(pair.view().height(), pair.view().width())), seed);
    }

    AdditivityComparison(ModelPair pair, List<MaskQuartet> quartets, long seed) {
        this.pair = pair;
        this.random = new SplittableRandom(seed);
        this.quartets.addAll(quartets);
        this.falls = new Pair<>(new Falls(quartets.size()), new Falls(quartets.size()));
    }

    private static List<MaskQuartet> usual(int shorter) {
        List<MaskQuartet> quartets = new ArrayList<>();
        for (int part : SIDES) {
            for (int gap : GAPS) {
                quartets.add(new MaskQuartet(Math.max(1, shorter / part), gap * shorter / GAP));
            }
        }
        return quartets;
    }

    /** What one model showed; falls of the scores in two sums. */
    private static final class Falls {
        private final List<Moments> settings = new ArrayList<>();
        private final double[] missed;
        private final double[] joint;
        private final List<Moments> photos = new ArrayList<>();
        private final List<Additivity.Point> points = new ArrayList<>();

        Falls(int count) {
            missed = new double[count];
            joint = new double[count];
            for (int i = 0; i < count; i++) {
                settings.add(Moments.NONE);
            }
        }

        /** @param scores of the class: each patch alone, then all, for one setting */
        Moments add(int setting, double whole, List<Double> scores) {
            double sum = 0;
            for (double score : scores.subList(0, scores.size() - 1)) {
                sum += whole - score;
            }
            double together = whole - scores.getLast();
            missed[setting] += Math.abs(together - sum);
            joint[setting] += Math.abs(together);
            var moments = Moments.of(sum, together);
            settings.set(setting, settings.get(setting).plus(moments));
            points.add(new Additivity.Point(sum, together));
            return moments;
        }
    }

    /** Takes a photo in; both models see the same masks. */
    public void add(JudgedPhoto photo) {
        List<Image> masked = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            quartets.forEach(quartet -> masked.addAll(quartet.of(photo.picture(), random)));
        }
        add(falls.first(), photo.scores().first(), pair.subjects().first().logits(masked));
        add(falls.second(), photo.scores().second(), pair.subjects().second().logits(masked));
    }

    private void add(Falls kept, Scores whole, List<Scores> scores) {
        int label = whole.answer();
        int each = scores.size() / (PLACES * quartets.size());
        Moments all = Moments.NONE;
        for (int i = 0; i < PLACES * quartets.size(); i++) {
            var own = scores.subList(i * each, (i + 1) * each).stream()
                    .map(row -> row.of(label))
                    .toList();
            all = all.plus(kept.add(i % quartets.size(), whole.of(label), own));
        }
        kept.photos.add(all);
    }

    /** What the photos showed. */
    public Additivity result(Bootstrap bootstrap) {
        List<Additivity.Setting> settings = new ArrayList<>();
        for (int i = 0; i < quartets.size(); i++) {
            int setting = i;
            settings.add(new Additivity.Setting(
                    quartets.get(i).side(),
                    quartets.get(i).gap(),
                    falls.map(kept -> kept.settings.get(setting).correlation()),
                    falls.map(kept -> kept.missed[setting] / kept.joint[setting])));
        }
        return new Additivity(
                falls.map(kept -> bootstrap.of(Series.of(kept.photos, Moments::correlation))),
                falls.map(kept -> List.copyOf(kept.points)),
                settings);
    }
}
