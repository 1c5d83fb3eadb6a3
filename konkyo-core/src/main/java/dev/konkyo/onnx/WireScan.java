package dev.konkyo.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts a file's fields before they become objects. An empty message takes two bytes of a file but over a hundred of memory, so a
 * small file full of them would otherwise use up all memory.
 */
final class WireScan {
    private static final int MOST_FIELDS = 2_000_000;

    /** Messages of the format by field number of the message around them; those without an entry are not entered. */
    private static final Message ENTRY = new Message(Map.of());

    private static final Message TENSOR = new Message(Map.of(13, ENTRY));
    private static final Message SHAPE = new Message(Map.of(1, ENTRY));
    private static final Message VALUE = new Message(Map.of(2, new Message(Map.of(1, new Message(Map.of(2, SHAPE))))));
    private static final Message NODE = new Message(Map.of(5, new Message(Map.of(5, TENSOR))));
    private static final Message GRAPH = new Message(Map.of(1, NODE, 5, TENSOR, 11, VALUE, 12, VALUE, 13, VALUE));
    private static final Message MODEL = new Message(Map.of(7, GRAPH, 8, ENTRY, 14, ENTRY, 25, ENTRY));

    private record Message(Map<Integer, Message> inside) {}

    private int fields;

    private WireScan() {}

    /**
     * Walks over all fields. The messages that it enters form a tree without cycles, so its own depth is bounded.
     *
     * @throws OnnxException if there are more fields than any network has, or if the bytes are no protobuf
     */
    static void check(ByteBuffer bytes) {
        try {
            new WireScan().walk(CodedInputStream.newInstance(bytes), MODEL);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Says so in our words; what protobuf found speaks of its own classes and stays the cause. */
    static OnnxException damaged(IOException cause) {
        return new OnnxException("not an ONNX file, or one that is damaged or cut off; export or copy it again", cause);
    }

    private void walk(CodedInputStream in, Message message) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > MOST_FIELDS) {
                throw new OnnxException("has more than " + MOST_FIELDS + " fields; no network has so many");
            }
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            @Nullable Message inner = delimited ? message.inside.get(WireFormat.getTagFieldNumber(tag)) : null;
            if (inner == null) {
                in.skipField(tag);
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                walk(in, inner);
                in.popLimit(outer);
            }
        }
    }
}
