package dev.konkyo.evidence;

import java.util.List;
import java.util.stream.Collectors;

/** The list of methods. */
public final class EvidenceMethods {
    private static final List<MethodEntry> ALL = List.of(
            new MethodEntry(
                    "cam",
                    "1 forward",
                    "Zhou et al. 2016, Learning Deep Features for Discriminative Localization",
                    new MethodEntry.Factory.OfFeatures(Cam::new)),
            new MethodEntry(
                    "grad-cam",
                    "1 forward, 1 backward through the head",
                    "Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
                    new MethodEntry.Factory.OfGradients(GradCam::new)),
            new MethodEntry(
                    "faster-grad-cam",
                    "1 forward, which decides too; for models that export --evidence wrote",
                    "Chen et al. 2020, Adapting Grad-CAM for Embedding Networks",
                    new MethodEntry.Factory.OfScores(FasterGradCam::of)));

    private EvidenceMethods() {}

    public static List<MethodEntry> all() {
        return ALL;
    }

    /**
     * The method of this name.
     *
     * @throws IllegalArgumentException listing the names if there is none
     */
    public static MethodEntry named(String name) {
        return ALL.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method is called '" + name + "'; there are "
                        + ALL.stream().map(MethodEntry::name).collect(Collectors.joining(", "))));
    }
}
