package dev.konkyo.onnx;

import com.google.protobuf.ByteString;
import dev.konkyo.graph.AutoPad;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One attribute between its Java value (a component of an operator's record) and its form in a file. */
final class AttributeValue {
    /** The enums whose constants ONNX spells in capitals; it spells the others in small letters. */
    private static final Set<Class<?>> CAPITALS = Set.of(AutoPad.class, LayoutOp.DepthMode.class);

    private AttributeValue() {}

    static AttributeProto integer(String name, long value) {
        return named(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto string(String name, String value) {
        return named(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The attribute that holds a component's value. */
    static AttributeProto encode(String name, Object value) {
        return switch (value) {
            case Boolean flag -> integer(name, flag ? 1 : 0);
            case Integer number -> integer(name, number);
            case ElementType type -> integer(name, type.onnx());
            case Float number -> named(name, AttributeType.FLOAT).setF(number).build();
            case String text -> string(name, text);
            case Enum<?> constant -> string(name, text(constant));
            case TensorData tensor ->
                named(name, AttributeType.TENSOR)
                        .setT(TensorCodec.encode("", tensor))
                        .build();
            case List<?> numbers ->
                named(name, AttributeType.INTS)
                        .addAllInts(numbers.stream()
                                .map(number -> ((Number) number).longValue())
                                .toList())
                        .build();
            default -> throw new IllegalArgumentException("no attribute type for " + value.getClass());
        };
    }

    /**
     * The value of a component of this class.
     *
     * @throws OnnxException if the attribute has another type or a value that does not exist
     */
    static Object decode(AttributeProto attribute, Class<?> type) {
        if (type == boolean.class) {
            return number(attribute) != 0;
        } else if (type == int.class) {
            return exact(attribute, number(attribute));
        } else if (type == ElementType.class) {
            return ElementType.ofOnnx(exact(attribute, number(attribute)));
        } else if (type == float.class) {
            return require(attribute, AttributeType.FLOAT, attribute.hasF()).getF();
        } else if (type == String.class) {
            return text(attribute);
        } else if (type == TensorData.class) {
            return TensorCodec.decode(
                    require(attribute, AttributeType.TENSOR, attribute.hasT()).getT());
        } else if (type == List.class) {
            require(attribute, AttributeType.INTS, true);
            return attribute.getIntsList().stream()
                    .map(number -> exact(attribute, number))
                    .toList();
        }
        return constant(attribute, type);
    }

    /** The value that a component has when the file leaves its attribute out. */
    static Object missing(String text, Class<?> type) {
        if (type == boolean.class) {
            return text.equals("1");
        } else if (type == int.class) {
            return Integer.valueOf(text);
        } else if (type == float.class) {
            return Float.valueOf(text);
        } else if (type == String.class) {
            return text;
        } else if (type == TensorData.class) {
            return TensorData.ofFloats(Shape.of(1), 0);
        }
        return constant(string("", text), type);
    }

    private static Object constant(AttributeProto attribute, Class<?> type) {
        String text = text(attribute);
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> text((Enum<?>) constant).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        attribute,
                        "expected one of "
                                + Arrays.stream(constants)
                                        .map(constant -> text((Enum<?>) constant))
                                        .toList() + ", got '" + text + "'"));
    }

    private static String text(Enum<?> constant) {
        boolean capitals = CAPITALS.contains(constant.getDeclaringClass());
        return capitals ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(AttributeProto attribute) {
        return require(attribute, AttributeType.STRING, attribute.hasS()).getS().toStringUtf8();
    }

    private static long number(AttributeProto attribute) {
        return require(attribute, AttributeType.INT, attribute.hasI()).getI();
    }

    private static int exact(AttributeProto attribute, long number) {
        if (number != (int) number) {
            throw wrong(attribute, "expected a number of 32 bits, got " + number);
        }
        return (int) number;
    }

    /** A file may leave the type out (older ones) or a value of zero (proto3 writers), not both. */
    private static AttributeProto require(AttributeProto attribute, AttributeType type, boolean there) {
        boolean untyped = attribute.getType() == AttributeType.UNDEFINED;
        if (untyped ? !there : attribute.getType() != type) {
            throw wrong(attribute, "expected " + type + ", got " + attribute.getType());
        }
        return attribute;
    }

    private static OnnxException wrong(AttributeProto attribute, String problem) {
        return new OnnxException("attribute '" + attribute.getName() + "': " + problem);
    }

    private static AttributeProto.Builder named(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
