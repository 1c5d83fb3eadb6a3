package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.faithfulness.Series;
import java.util.ArrayList;
import java.util.List;

/** Whether two models give the same photos the same scores: Pearson's correlation over all photos and classes. */
public final class ScoreComparison {
    private final int classes;
    private final List<Moments> ofPhotos = new ArrayList<>();
    private final List<Moments> ofClasses = new ArrayList<>();
    private final List<Double> same = new ArrayList<>();
    private final List<ScoreAgreement.Point> points = new ArrayList<>();

    public ScoreComparison(int classes) {
        this.classes = classes;
        for (int label = 0; label < classes; label++) {
            ofClasses.add(Moments.NONE);
        }
    }

    /** Takes a photo in. */
    public void add(JudgedPhoto photo) {
        Moments all = Moments.NONE;
        for (int label = 0; label < classes; label++) {
            double first = photo.scores().first().of(label);
            double second = photo.scores().second().of(label);
            all = all.with(first, second);
            ofClasses.set(label, ofClasses.get(label).with(first, second));
            points.add(new ScoreAgreement.Point(label, first, second));
        }
        ofPhotos.add(all);
        same.add(photo.answers().first().equals(photo.answers().second()) ? 1.0 : 0.0);
    }

    /** What the photos showed. */
    public ScoreAgreement result(Bootstrap bootstrap) {
        var correlation = Series.of(ofPhotos, Moments::correlation);
        double[] answers = same.stream().mapToDouble(Double::doubleValue).toArray();
        return new ScoreAgreement(
                bootstrap.of(correlation),
                ofClasses.stream().map(Moments::correlation).toList(),
                bootstrap.of(Series.mean(answers)),
                points);
    }
}
