package dev.konkyo.runtime;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An output of a session that is asked for the scores of photos, in batches as large as the file takes. */
record ScoreOutput(OnnxRuntimeSession session, String name) {
    /** Photos at the corners of the cube of colours. */
    static final int TEST_PHOTOS = 8;

    private static final float STEP = 1.5f;

    /** Photos as different as can be: each channel below or above its mean by as much as nine deviations, in every combination. */
    static TensorData testPhotos(Preprocessing size) {
        int places = size.height() * size.width();
        TensorData photos =
                TensorData.allocate(ElementType.FLOAT32, Shape.of(TEST_PHOTOS, 3, size.height(), size.width()));
        FloatBuffer pixels = photos.floatBuffer();
        for (int i = 0; i < pixels.limit(); i++) {
            int channel = i / places % 3;
            int photo = i / places / 3;
            boolean above = ((photo >> channel) & 1) == 1;
            pixels.put(i, (above ? STEP : -STEP) * (i % 7));
        }
        return photos;
    }

    /** How many scores those outputs give for a photo that may hold scores, in the file's order. */
    static Map<String, Integer> heads(OnnxRuntimeSession session, Preprocessing size) {
        GraphInput input = RuntimeScores.photos(session);
        Map<String, Integer> heads = new LinkedHashMap<>();
        if (!session.floats().isEmpty()) {
            TensorData photos = batch(testPhotos(size), 0, batch(input, TEST_PHOTOS));
            Map<String, TensorData> values = session.run(Map.of(input.name(), photos), session.floats());
            int count = photos.shape().at(0);
            for (String output : session.floats()) {
                TensorData value = OnnxRuntimeSession.value(values, output);
                if (scores(value, count)) {
                    heads.put(output, Math.toIntExact(value.shape().elements() / count));
                }
            }
        }
        return heads;
    }

    /**
     * The scores of one photo after the other.
     *
     * @param images float32 [N, 3, height, width]
     * @throws InferenceException if the output is not [N, classes], up to further sizes of 1
     */
    float[] of(TensorData images) {
        GraphInput input = RuntimeScores.photos(session);
        int count = images.shape().at(0);
        int batch = batch(input, count);
        float[] all = {};
        for (int from = 0; from < count; from += batch) {
            TensorData photos = batch(images, from, batch);
            TensorData value = OnnxRuntimeSession.value(session.run(Map.of(input.name(), photos), Set.of(name)), name);
            if (!scores(value, batch)) {
                throw new InferenceException("output '" + name + "' is " + value + " for " + batch
                        + " photos, expected floating-point scores [" + batch
                        + ", classes]; --scores OUTPUT takes another");
            }
            float[] some = value.toFloats();
            int classes = some.length / batch;
            all = from == 0 ? new float[count * classes] : all;
            System.arraycopy(some, 0, all, from * classes, Math.min(batch, count - from) * classes);
        }
        return all;
    }

    /** How many photos a run takes. */
    private static int batch(GraphInput input, int count) {
        int fixed = input.sizes().getFirst();
        return fixed == GraphInput.FREE ? count : fixed;
    }

    /** Some of the photos; the last one fills up what a fixed batch has left over. */
    private static TensorData batch(TensorData images, int from, int batch) {
        int count = images.shape().at(0);
        if (from == 0 && batch == count) {
            return images;
        }
        Shape shape = images.shape();
        TensorData some = TensorData.allocate(ElementType.FLOAT32, Shape.of(batch, 3, shape.at(2), shape.at(3)));
        FloatBuffer to = some.floatBuffer();
        int length = Math.toIntExact(shape.elements() / count);
        for (int i = 0; i < batch; i++) {
            to.put(i * length, images.floatBuffer(), Math.min(from + i, count - 1) * length, length);
        }
        return some;
    }

    private static boolean scores(TensorData value, int count) {
        int[] sizes = value.shape().toInts();
        int classes = Arrays.stream(sizes).skip(1).max().orElse(0);
        return value.type().floating()
                && sizes.length >= 2
                && sizes[0] == count
                && classes > 0
                && value.shape().elements() == (long) count * classes;
    }
}
