package dev.konkyo.image;

/**
 * A change of where a picture's points lie, and how to undo it. Pictures and masks are resampled by {@link Image#warped} and
 * {@link Mask#warped}, points and boxes are moved by this; all of them agree.
 */
public sealed interface Mapping permits Affine, Projective, Displacement, Displacement.Undone, MappingChain {
    /** Where a point goes. */
    Point apply(Point point);

    /** The mapping that undoes this one. */
    Mapping inverse();

    /** The smallest upright box around the changed box; for curved mappings around the changed outline, followed pixel by pixel. */
    Box apply(Box box);

    /** First this mapping, then the next. However many are joined, a picture is resampled once. */
    default Mapping then(Mapping next) {
        if (equals(Affine.IDENTITY) || next.equals(Affine.IDENTITY)) {
            return equals(Affine.IDENTITY) ? next : this;
        }
        return this instanceof Affine first && next instanceof Affine second
                ? first.then(second)
                : MappingChain.of(this, next);
    }
}
