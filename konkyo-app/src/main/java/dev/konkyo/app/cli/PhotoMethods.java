package dev.konkyo.app.cli;

import dev.konkyo.app.report.MethodSheet;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.UnreadablePhotoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Explains each photo by several methods and puts them side by side. */
final class PhotoMethods {
    private final Output console;
    private final boolean tolerant;
    private final @Nullable Path folder;
    private final Map<String, PhotoExplanation> methods = new LinkedHashMap<>();
    private final Map<Unit, Set<String>> units = new EnumMap<>(Unit.class);

    /**
     * Without methods as yet.
     *
     * @param tolerant whether methods that cannot explain the model are left out, with a note, instead of ending the run
     * @param folder for the sheets; null for none
     */
    PhotoMethods(Output console, boolean tolerant, @Nullable Path folder) {
        this.console = console;
        this.tolerant = tolerant;
        this.folder = folder;
    }

    void add(String name, Supplier<PhotoExplanation> method) {
        try {
            methods.put(name, method.get());
        } catch (RuntimeException e) {
            leaveOut(name, e);
        }
    }

    /**
     * One line for each method.
     *
     * @throws UnreadablePhotoException if the file cannot be used as a photo
     */
    List<ExplainLine> of(PhotoArguments.Photo photo) {
        List<PhotoExplanation.Explained> explained = new ArrayList<>();
        for (var method : List.copyOf(methods.values())) {
            try {
                explained.add(method.of(photo));
            } catch (UnreadablePhotoException e) {
                throw e;
            } catch (RuntimeException e) {
                leaveOut(method.methodName(), e);
            }
        }
        if (methods.isEmpty()) {
            throw new CommandException("no method can explain this model");
        }
        if (folder != null && explained.size() > 1) {
            write(folder.resolve(photo.name() + ".methods.png"), explained);
        }
        explained.forEach(each -> units.computeIfAbsent(each.drawn().unit(), _ -> new LinkedHashSet<>())
                .add(each.line().method()));
        return explained.stream().map(PhotoExplanation.Explained::line).toList();
    }

    /** The units of all maps so far, and the methods that gave them. */
    Map<Unit, Set<String>> units() {
        return Collections.unmodifiableMap(units);
    }

    private static void write(Path file, List<PhotoExplanation.Explained> explained) {
        var first = explained.getFirst();
        var sheet = new MethodSheet(first.photo(), first.line().target());
        explained.forEach(each -> sheet.add(each.line().method(), each.drawn(), each.scale()));
        AtomicFile.folder(file.toAbsolutePath().resolveSibling(""));
        AtomicFile.write(file, out -> out.write(PhotoWriter.png(sheet.picture())));
    }

    private void leaveOut(String name, RuntimeException reason) {
        if (!tolerant) {
            throw reason;
        }
        methods.remove(name);
        console.note("left out " + name + ": " + ErrorLine.of(reason));
    }
}
