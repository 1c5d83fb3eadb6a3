package dev.konkyo.app.cli;

import dev.konkyo.app.report.ClassPatches;
import dev.konkyo.app.report.FooledPhoto;
import dev.konkyo.app.report.SeenPatch;
import java.util.List;

/** What {@code patches --json} prints, one line for each class and one for each photo that was judged wrong. */
sealed interface PatchLine {
    /**
     * A class.
     *
     * @param photos that show it
     * @param right how many of them the model was right about
     * @param most patches of these photos that speak most for the class
     * @param least patches of these photos that speak least for it
     * @param misleading patches of other photos that speak most for it
     */
    record OfClass(String label, int photos, int right, List<Patch> most, List<Patch> least, List<Patch> misleading)
            implements PatchLine {
        static OfClass of(String label, ClassPatches found) {
            return new OfClass(
                    label,
                    found.photos(),
                    found.right(),
                    Patch.of(found.most()),
                    Patch.of(found.least()),
                    Patch.of(found.misleading()));
        }
    }

    /**
     * A photo that was judged wrong.
     *
     * @param patches that spoke most for the label rather than the truth; their evidence is the difference
     */
    record OfPhoto(String image, String truth, String label, List<Patch> patches) implements PatchLine {
        static OfPhoto of(FooledPhoto fooled, List<String> labels) {
            return new OfPhoto(
                    fooled.photo().toString(),
                    labels.get(fooled.truth()),
                    labels.get(fooled.said()),
                    Patch.of(fooled.patches()));
        }
    }

    /**
     * A patch in pixels of the photo, origin top left.
     *
     * @param evidence its part of the logit, times the number of patches
     */
    record Patch(String image, long x, long y, long width, long height, float evidence) {
        static List<Patch> of(List<SeenPatch> patches) {
            return patches.stream()
                    .map(patch -> new Patch(
                            patch.photo().toString(),
                            Math.round(patch.box().x()),
                            Math.round(patch.box().y()),
                            Math.round(patch.box().width()),
                            Math.round(patch.box().height()),
                            patch.evidence()))
                    .toList();
        }
    }
}
