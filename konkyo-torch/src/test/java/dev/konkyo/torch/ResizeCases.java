package dev.konkyo.torch;

import static dev.konkyo.torch.OperatorCases.constant;
import static dev.konkyo.torch.OperatorCases.integers;
import static dev.konkyo.torch.OperatorCases.none;
import static dev.konkyo.torch.OperatorCases.normal;

import dev.konkyo.graph.ResamplingOp.AspectPolicy;
import dev.konkyo.graph.ResamplingOp.CoordinateMode;
import dev.konkyo.graph.ResamplingOp.Mode;
import dev.konkyo.graph.ResamplingOp.NearestMode;
import dev.konkyo.graph.ResamplingOp.Resize;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;

/** Resize in every combination of modes. */
final class ResizeCases {
    private ResizeCases() {}

    static void fill(OperatorCases table) {
        for (CoordinateMode coordinates : CoordinateMode.values()) {
            if (coordinates == CoordinateMode.TF_CROP_AND_RESIZE) {
                continue;
            }
            for (NearestMode nearest : NearestMode.values()) {
                both(table, resize(coordinates, Mode.NEAREST, nearest));
            }
            both(table, resize(coordinates, Mode.LINEAR, NearestMode.FLOOR));
            both(table, resize(coordinates, Mode.CUBIC, NearestMode.FLOOR));
        }
        excluded(table);
        antialiased(table, Mode.LINEAR);
        antialiased(table, Mode.CUBIC);
    }

    private static Resize resize(CoordinateMode coordinates, Mode mode, NearestMode nearest) {
        return new Resize(false, List.of(), coordinates, -0.75f, false, 0, AspectPolicy.STRETCH, mode, nearest);
    }

    private static void both(OperatorCases table, Resize op) {
        String name = op.mode() + " " + op.coordinateTransformationMode() + " " + op.nearestMode();
        table.add(name + " sizes", op, normal(1, 2, 4, 5), none(), none(), integers(1, 2, 7, 4));
        table.add(name + " larger", op, normal(1, 2, 4, 5), none(), scales(1, 1, 2, 2));
        table.add(name + " odd factor", op, normal(1, 2, 4, 5), none(), scales(1, 1, 1.3f, 0.65f));
        table.add(name + " to one", op, normal(1, 2, 4, 5), none(), none(), integers(1, 2, 1, 1));
    }

    private static void excluded(OperatorCases table) {
        Resize op = new Resize(
                false,
                List.of(2, 3),
                CoordinateMode.HALF_PIXEL,
                -0.5f,
                true,
                0,
                AspectPolicy.STRETCH,
                Mode.CUBIC,
                NearestMode.FLOOR);
        table.add("cubic without outside", op, normal(1, 2, 4, 5), none(), none(), integers(7, 9));
    }

    private static void antialiased(OperatorCases table, Mode mode) {
        Resize op = new Resize(
                true,
                List.of(),
                CoordinateMode.HALF_PIXEL,
                -0.75f,
                false,
                0,
                AspectPolicy.STRETCH,
                mode,
                NearestMode.FLOOR);
        table.add("antialiased " + mode, op, normal(1, 2, 9, 8), none(), none(), integers(1, 2, 4, 3));
    }

    private static OperatorCase.Input scales(float... factors) {
        return constant(TensorData.ofFloats(Shape.of(factors.length), factors));
    }
}
