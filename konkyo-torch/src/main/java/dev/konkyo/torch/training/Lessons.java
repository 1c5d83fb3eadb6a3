package dev.konkyo.torch.training;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Turns batches into lessons. A photo is varied and mixed once, at the largest input of student and teachers, and each of them gets that
 * one picture in its own size and normalisation: a teacher that judged the photo as it lay on disk would contradict a crop that cut
 * off what it saw (Beyer et al. 2022, "Knowledge distillation: A good teacher is patient and consistent", section 3).
 *
 * <p>Of several teachers the arithmetic mean of the softened distributions is learnt (Hinton, Vinyals and Dean 2015, section 1, names it
 * beside the geometric one): the divergence from the mean has the mean of the gradients that the teachers would give one by one.
 */
final class Lessons {
    private final Teaching teaching;
    private final List<List<Integer>> orders;
    private final Preprocessing student;
    private final Preprocessing seen;

    /** @param labels of the student */
    Lessons(Teaching teaching, List<String> labels, Preprocessing student) {
        this.teaching = teaching;
        this.student = student;
        orders = teaching.teachers().stream()
                .map(teacher -> teacher.order(labels))
                .toList();
        int height = student.height();
        int width = student.width();
        for (Teacher teacher : teaching.teachers()) {
            height = Math.max(height, teacher.model().card().preprocessing().height());
            width = Math.max(width, teacher.model().card().preprocessing().width());
        }
        seen = student.sized(height, width);
    }

    /** How photos are loaded: as the student's, at the largest size. */
    Preprocessing seen() {
        return seen;
    }

    /**
     * A lesson.
     *
     * @param inputs as {@link #seen()} prepares them; must stay as they are until the lesson is over
     * @param shares of the classes, float32 [N, classes]
     */
    Lesson of(Inputs inputs, TensorData shares) {
        Supplier<Tensor> whole = () -> Tensors.channelsLast(inputs);
        if (teaching.teachers().isEmpty()) {
            return new Lesson(whole, shares, Optional.empty());
        }
        try (TensorScope _ = new TensorScope()) {
            Tensor picture = Tensors.copyOf(Tensors.planes(inputs));
            Optional<TensorData> taught = Optional.of(taught(picture));
            if (seen.equals(student)) {
                return new Lesson(whole, shares, taught);
            }
            TensorData own = Tensors.data(converted(picture, student));
            return new Lesson(() -> Tensors.channelsLast(own), shares, taught);
        }
    }

    private TensorData taught(Tensor picture) {
        Tensor sum = new Tensor();
        for (int i = 0; i < orders.size(); i++) {
            Teacher teacher = teaching.teachers().get(i);
            Tensor input = converted(picture, teacher.model().card().preprocessing());
            Tensor logits = Tensors.copyOf(teacher.model().logits(Tensors.data(input)));
            long[] order = orders.get(i).stream().mapToLong(Integer::longValue).toArray();
            Tensor ordered = torch.index_select(logits, 1, Tensors.copyOf(TensorData.vector(order)));
            Tensor softened = torch.softmax(ordered.div(new Scalar(teaching.temperature())), 1);
            sum = i == 0 ? softened : sum.add(softened);
        }
        return Tensors.data(sum.div(new Scalar(orders.size())));
    }

    /** The picture in another size and normalisation; means over areas make it smaller, bilinear weights larger. */
    private Tensor converted(Tensor picture, Preprocessing other) {
        long[] size = {other.height(), other.width()};
        Tensor sized = picture;
        if (other.height() != seen.height() || other.width() != seen.width()) {
            boolean smaller = other.height() <= seen.height() && other.width() <= seen.width();
            sized = smaller
                    ? torch.adaptive_avg_pool2d(picture, size)
                    : torch.upsample_bilinear2d(picture, size, false);
        }
        float[] factor = new float[3];
        float[] shift = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            factor[channel] = seen.deviation().get(channel) / other.deviation().get(channel);
            shift[channel] = (seen.mean().get(channel) - other.mean().get(channel))
                    / other.deviation().get(channel);
        }
        return sized.mul(perChannel(factor)).add(perChannel(shift));
    }

    private static Tensor perChannel(float... values) {
        return Tensors.copyOf(TensorData.ofFloats(Shape.of(1, 3, 1, 1), values));
    }
}
