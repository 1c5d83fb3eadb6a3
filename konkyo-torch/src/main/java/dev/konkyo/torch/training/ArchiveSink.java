package dev.konkyo.torch.training;

import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ArchiveWriter;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of an archive of the engine. The engine ends the process when its own file is on a full disk, since it writes once more
 * while it cleans up; so it is never told of a failure, and {@link #finish} tells the caller.
 */
final class ArchiveSink extends ArchiveWriter {
    private static final int CHUNK = 1 << 16;

    private final OutputStream out;
    private final byte[] chunk = new byte[CHUNK];
    private @Nullable IOException failure;

    ArchiveSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public long call(Pointer bytes, long length) {
        try (BytePointer pointer = new BytePointer(bytes)) {
            pointer.capacity(length);
            for (long at = 0; failure == null && at < length; at += CHUNK) {
                int size = (int) Math.min(CHUNK, length - at);
                pointer.position(at).get(chunk, 0, size);
                out.write(chunk, 0, size);
            }
        } catch (IOException e) {
            failure = e;
        }
        return length;
    }

    /**
     * To be called when the engine has given everything.
     *
     * @throws IOException if a byte could not be written
     */
    void finish() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
