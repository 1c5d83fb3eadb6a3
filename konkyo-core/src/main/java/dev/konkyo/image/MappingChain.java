package dev.konkyo.image;

import java.util.List;
import java.util.stream.Stream;

/**
 * Mappings one after the other.
 *
 * @param links the first is applied first; none of them is a chain itself
 */
record MappingChain(List<Mapping> links) implements Mapping {
    MappingChain {
        links = List.copyOf(links);
    }

    static MappingChain of(Mapping first, Mapping second) {
        return new MappingChain(
                Stream.concat(links(first).stream(), links(second).stream()).toList());
    }

    private static List<Mapping> links(Mapping mapping) {
        return mapping instanceof MappingChain(List<Mapping> links) ? links : List.of(mapping);
    }

    @Override
    public Point apply(Point point) {
        Point moved = point;
        for (Mapping link : links) {
            moved = link.apply(moved);
        }
        return moved;
    }

    @Override
    public Mapping inverse() {
        return new MappingChain(links.reversed().stream().map(Mapping::inverse).toList());
    }

    @Override
    public Box apply(Box box) {
        return BoxOutline.around(this, box);
    }
}
