package dev.konkyo.torch;

import java.util.Iterator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owns every native object that its thread makes while it is open, and frees them when it closes, except those that were kept.
 *
 * <p>The JVM does not see native memory, so every step and every prediction opens one. Scopes nest and close in reverse order.
 */
public final class TensorScope implements AutoCloseable {
    static {
        TorchEngine.start();
    }

    private final PointerScope scope;
    private final @Nullable PointerScope enclosing;

    public TensorScope() {
        enclosing = PointerScope.getInnerScope();
        scope = new PointerScope();
    }

    /** Hands an object to the enclosing scope; without one, the caller must close it. */
    public <P extends Pointer> P keep(P pointer) {
        if (enclosing == null) {
            return release(pointer);
        }
        enclosing.attach(pointer);
        return pointer;
    }

    /** Takes an object out of all scopes: the caller must close it. */
    public <P extends Pointer> P release(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /** How many scopes are open on this thread. */
    public static int depth() {
        int depth = 0;
        for (Iterator<PointerScope> open = PointerScope.getScopeIterator(); open.hasNext(); open.next()) {
            depth++;
        }
        return depth;
    }

    @Override
    public void close() {
        scope.close();
    }
}
