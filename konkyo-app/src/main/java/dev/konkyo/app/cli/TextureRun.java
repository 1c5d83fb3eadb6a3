package dev.konkyo.app.cli;

import dev.konkyo.analysis.JudgedPhoto;
import dev.konkyo.analysis.PairStudy;
import dev.konkyo.app.report.TexturePicture;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.texture.TextureSynthesis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes textures of photos and shows them to both models.
 *
 * @param model whose features make the textures
 * @param steps of the optimiser for each
 */
record TextureRun(Output output, Model model, int steps, int threads, long seed) {
    /**
     * The textures of photos that were judged.
     *
     * @param photos by name
     * @param study takes the textures in, or the reason why there are none
     */
    List<TexturePicture> of(Map<String, JudgedPhoto> photos, PairStudy study) {
        List<TexturePicture> pictures = new ArrayList<>();
        if (photos.isEmpty()) {
            return pictures;
        }
        TorchEngine.threads(threads);
        Map<String, String> left = new LinkedHashMap<>();
        try (var synthesis = new TextureSynthesis(model, steps);
                var progress = ProgressLine.start(output, "textures", (long) photos.size() * steps)) {
            var random = new SplittableRandom(seed);
            photos.forEach((name, photo) -> {
                long before = (long) (pictures.size() + left.size()) * steps;
                try {
                    var texture =
                            synthesis.of(photo.picture(), random, step -> progress.at(before + Math.min(step, steps)));
                    var judged = study.addTexture(photo, texture.picture());
                    pictures.add(new TexturePicture(name, photo, judged, texture.distance() / texture.noise()));
                } catch (RuntimeException e) {
                    // One photo in which the network finds nothing is no reason to go without the others.
                    left.put(name, ErrorLine.of(e));
                }
            });
        } catch (RuntimeException e) {
            photos.keySet().stream()
                    .skip(pictures.size() + (long) left.size())
                    .toList()
                    .forEach(name -> left.put(name, ErrorLine.of(e)));
        }
        if (!left.isEmpty()) {
            study.note("%d textures could not be made: %s; choose another network with --texture-model"
                    .formatted(left.size(), String.join("; ", new LinkedHashSet<>(left.values()))));
        }
        return pictures;
    }
}
