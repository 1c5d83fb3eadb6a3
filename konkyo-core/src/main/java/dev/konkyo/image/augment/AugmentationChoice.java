package dev.konkyo.image.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A user's choice in words: a ready-made policy, single augmentations, or both, separated by commas: {@code light,mixup=0.2,elastic@0.3}.
 *
 * <p>Behind a name may stand its range after {@code =} and its probability after {@code @}; what is left out is as usual. A name that the
 * ready-made policy has already takes its place; with the probability 0 it is left out, of a step with two ranges its own range only.
 */
public final class AugmentationChoice {
    private static final String NUMBER = "([0-9]*\\.?[0-9]+)";
    private static final Pattern ITEM = Pattern.compile("([a-z-]+)(?:=" + NUMBER + ")?(?:@" + NUMBER + ")?");

    private AugmentationChoice() {}

    /**
     * The policy that the words choose.
     *
     * @throws IllegalArgumentException with one line if a word is not understood or a number is outside its bounds
     */
    public static AugmentationPolicy of(String words) {
        List<Augmentation> steps = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String word : words.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher item = ITEM.matcher(word.strip());
            if (!item.matches()) {
                throw new IllegalArgumentException("expected augmentations such as light,mixup=0.2,elastic@0.3 (a name,"
                        + " =RANGE, @PROBABILITY), got '" + word.strip() + "' in '" + words + "'");
            }
            String name = item.group(1);
            if (!seen.add(name)) {
                throw new IllegalArgumentException("augmentation '" + name + "' is named twice in '" + words + "'");
            }
            Optional<AugmentationPolicy.Strength> preset = preset(name);
            if (preset.isPresent()) {
                begin(steps, preset.get(), item, seen, words);
            } else {
                add(steps, Augmentations.named(name), number(item.group(2)), number(item.group(3)));
            }
        }
        return new AugmentationPolicy(steps);
    }

    static Stream<String> presets() {
        return Arrays.stream(AugmentationPolicy.Strength.values())
                .map(strength -> strength.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<AugmentationPolicy.Strength> preset(String name) {
        return Arrays.stream(AugmentationPolicy.Strength.values())
                .filter(strength -> strength.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static void begin(
            List<Augmentation> steps,
            AugmentationPolicy.Strength preset,
            Matcher item,
            Set<String> seen,
            String words) {
        if (item.group(2) != null || item.group(3) != null || seen.size() > 1) {
            throw new IllegalArgumentException("'" + item.group(1)
                    + "' is a whole policy: it stands first, alone or before single augmentations, and takes no number, got '"
                    + words + "'");
        }
        steps.addAll(AugmentationPolicy.of(preset).steps());
    }

    private static Optional<Double> number(String text) {
        return text == null ? Optional.empty() : Optional.of(Double.valueOf(text));
    }

    private static void add(
            List<Augmentation> steps, AugmentationEntry entry, Optional<Double> range, Optional<Double> probability) {
        if (range.isPresent() && entry.range().isEmpty()) {
            throw new IllegalArgumentException("'" + entry.name()
                    + "' takes no range, only a probability: expected such as " + entry.name() + "@0.5, got '"
                    + entry.name() + "=" + range.get() + "'");
        }
        Optional<Augmentation> before =
                steps.stream().filter(entry.type()::isInstance).findFirst();
        double chance = probability.orElse(entry.probability());
        Augmentation made = entry.maker()
                .make(
                        chance,
                        range.orElse(entry.range()
                                .map(AugmentationEntry.Range::usual)
                                .orElse(0.0)),
                        before);
        int place = before.map(steps::indexOf).orElse(steps.size());
        before.ifPresent(steps::remove);
        (chance > 0 ? Optional.of(made) : before.flatMap(step -> without(entry.name(), step)))
                .ifPresent(step -> steps.add(place, step));
    }

    /** What stays of a step when one of its ranges is left out; nothing of a step that has no other. */
    private static Optional<Augmentation> without(String name, Augmentation step) {
        Optional<Augmentation> left = Optional.empty();
        if (step instanceof BrightnessContrast both) {
            double brightness = name.equals("brightness") ? 0 : both.brightness();
            double contrast = name.equals("contrast") ? 0 : both.contrast();
            left = Optional.of(new BrightnessContrast(both.probability(), brightness, contrast))
                    .filter(_ -> brightness + contrast > 0)
                    .map(Augmentation.class::cast);
        } else if (step instanceof Colour both) {
            double saturation = name.equals("saturation") ? 0 : both.saturation();
            double hue = name.equals("hue") ? 0 : both.hue();
            left = Optional.of(new Colour(both.probability(), saturation, hue))
                    .filter(_ -> saturation + hue > 0)
                    .map(Augmentation.class::cast);
        }
        return left;
    }
}
