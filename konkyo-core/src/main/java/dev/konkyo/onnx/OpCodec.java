package dev.konkyo.onnx;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Op;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Operators between their records and a file's nodes, for every record in {@link Op#all()}: the record's simple name is the operator
 * type, its components are the attributes.
 */
final class OpCodec {
    private static final Map<String, OpCodec> BY_TYPE = new HashMap<>();

    static {
        Op.all().forEach(type -> BY_TYPE.put(type.getSimpleName(), new OpCodec(type)));
    }

    private final Constructor<? extends Record> constructor;
    private final List<RecordComponent> components;

    private OpCodec(Class<? extends Record> type) {
        components = List.of(type.getRecordComponents());
        try {
            constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    /**
     * The operator of a node that is at opset 21.
     *
     * @throws UnknownOperatorException naming node, operator and domain
     * @throws OnnxException naming node and attribute if one does not fit
     */
    static Op decode(NodeDraft node) {
        OpCodec codec = node.domain.isEmpty() ? BY_TYPE.get(node.type) : null;
        if (codec == null) {
            throw new UnknownOperatorException("node '" + node.name + "': operator '" + node.type + "' of domain '"
                    + (node.domain.isEmpty() ? "ai.onnx" : node.domain)
                    + "' is not supported");
        }
        try {
            return codec.read(node);
        } catch (OnnxException | GraphException e) {
            throw new OnnxException("node '" + node.name + "' (" + node.type + "): " + e.getMessage(), e);
        }
    }

    private Op read(NodeDraft node) {
        Set<String> unknown = new LinkedHashSet<>(node.attributes.keySet());
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String name = attribute(component);
            unknown.remove(name);
            AttributeProto attribute = node.attributes.get(name);
            values.add(attribute == null ? missing(component) : AttributeValue.decode(attribute, component.getType()));
        }
        for (String name : unknown) {
            IgnoredAttributes.check(node.type, node.attributes.get(name));
        }
        return create(values);
    }

    private Op create(List<Object> values) {
        try {
            return (Op) constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            if (e.getCause() instanceof GraphException problem) {
                throw problem;
            }
            throw new IllegalStateException("cannot make " + constructor, e);
        }
    }

    private static Object missing(RecordComponent component) {
        Op.Default text = component.getAnnotation(Op.Default.class);
        if (text != null) {
            return AttributeValue.missing(text.value(), component.getType());
        }
        if (component.getType() == List.class) {
            return List.of();
        }
        throw new OnnxException("attribute '" + attribute(component) + "' is missing");
    }

    /** An operator's attributes; those that have the value of a missing one are left out. */
    static List<AttributeProto> encode(Op op) {
        List<AttributeProto> attributes = new ArrayList<>();
        for (RecordComponent component : op.getClass().getRecordComponents()) {
            Object value = value(op, component);
            if (!isMissing(component, value)) {
                attributes.add(AttributeValue.encode(attribute(component), value));
            }
        }
        return attributes;
    }

    private static boolean isMissing(RecordComponent component, Object value) {
        boolean required = component.getAnnotation(Op.Default.class) == null && component.getType() != List.class;
        return !required && missing(component).equals(value);
    }

    private static Object value(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** kernelShape to kernel_shape; only Gemm's transA and transB are spelt as in Java. */
    static String attribute(RecordComponent component) {
        String name = component.getName();
        return name.equals("transA") || name.equals("transB")
                ? name
                : name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
