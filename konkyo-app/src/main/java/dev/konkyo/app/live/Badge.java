package dev.konkyo.app.live;

import dev.konkyo.heatmap.Lettering;
import dev.konkyo.model.Prediction;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was decided, in the upper left corner: label, score, and the score as a bar with a mark at the threshold.
 *
 * @param model says what the scores are and what a threshold is to them
 * @param alarm the label that is looked out for; it is red, and every other class green
 */
record Badge(Thresholding model, Optional<String> alarm) {
    private static final Color UNKNOWN = new Color(0x9AA2AC);
    private static final Color RED = new Color(0xFF5C57);
    private static final Color GREEN = new Color(0x5AD67D);
    /** Colours that say nothing but which label it is. */
    private static final int[] LABELS = {0x5AA9FF, 0xFFB454, 0xC792EA, 0x4FD6BE, 0xFF8FA3, 0xB8CC52};

    void draw(Graphics2D graphics, Decision decision, Lettering large, Color shade) {
        Prediction prediction = decision.prediction();
        Color colour = colour(prediction);
        Lettering small = new Lettering(Math.max(10, Math.round(0.62f * large.size())));
        String score = String.format(Locale.ROOT, "%.2f", prediction.score());
        String label = large.fitted(prediction.label(), 14.0 * large.size());
        String caption = caption(prediction);
        double unit = large.size();
        double gap = 0.7 * unit;
        double inner =
                Math.max(Math.max(large.width(label) + gap + large.width(score), small.width(caption)), 7.5 * unit);
        double width = inner + 1.5 * unit;
        double height = 2.95 * unit;
        double left = 0.5 * unit;
        double top = 0.5 * unit;

        graphics.setColor(shade);
        graphics.fill(new RoundRectangle2D.Double(left, top, width, height, 0.5 * unit, 0.5 * unit));
        graphics.setColor(colour);
        graphics.fill(new RoundRectangle2D.Double(left, top, 0.26 * unit, height, 0.26 * unit, 0.26 * unit));
        double x = left + 0.8 * unit;
        large.draw(graphics, label, x, top + 1.12 * unit);
        graphics.setColor(Color.WHITE);
        large.draw(graphics, score, x + inner - large.width(score), top + 1.12 * unit);
        Rectangle2D bar = new Rectangle2D.Double(x, top + 1.5 * unit, inner, 0.28 * unit);
        bar(graphics, bar, share(prediction.score()), colour);
        decision.settings()
                .threshold(model, prediction.index())
                .ifPresent(threshold -> mark(graphics, bar, share(threshold)));
        graphics.setColor(new Color(0xC3C9D1));
        small.draw(graphics, caption + thresholdWords(decision), x, top + 2.55 * unit);
    }

    private Color colour(Prediction prediction) {
        if (alarm.isPresent() && prediction.label().equals(alarm.get())) {
            return RED;
        } else if (!prediction.known()) {
            return UNKNOWN;
        }
        return alarm.isPresent() ? GREEN : new Color(LABELS[prediction.index() % LABELS.length]);
    }

    private String caption(Prediction prediction) {
        String noun = model.card().scores().noun();
        return prediction.known() ? noun : noun + ", nearest " + prediction.nearest();
    }

    private String thresholdWords(Decision decision) {
        OptionalDouble threshold =
                decision.settings().threshold(model, decision.prediction().index());
        return threshold.isEmpty() || !decision.prediction().known()
                ? ""
                : String.format(Locale.ROOT, " ≥ %.2f", threshold.getAsDouble());
    }

    /** Where a score lies between the lowest and the highest that there can be. */
    private double share(double score) {
        double least = model.card().scores().least();
        return Math.clamp((score - least) / (1 - least), 0, 1);
    }

    private static void bar(Graphics2D graphics, Rectangle2D bar, double share, Color colour) {
        graphics.setColor(new Color(0x3A414B));
        graphics.fill(bar);
        graphics.setColor(colour);
        graphics.fill(new Rectangle2D.Double(bar.getX(), bar.getY(), share * bar.getWidth(), bar.getHeight()));
    }

    private static void mark(Graphics2D graphics, Rectangle2D bar, double share) {
        graphics.setColor(Color.WHITE);
        double x = bar.getX() + share * bar.getWidth();
        graphics.fill(new Rectangle2D.Double(x - 1, bar.getY() - 0.5 * bar.getHeight(), 2, 2 * bar.getHeight()));
    }
}
