package dev.konkyo.evidence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Numbers of a method in place of its usual ones. A method is a record, and its components that are numbers are what can be set, so a new
 * method's numbers can be set without being listed anywhere.
 *
 * @param values numbers as text by the component's name
 */
public record MethodSettings(Map<String, String> values) {
    /** The method as it is. */
    static final MethodSettings NONE = new MethodSettings(Map.of());

    private static final String SEPARATOR = ":";

    public MethodSettings {
        values = Map.copyOf(values);
    }

    /**
     * Reads what follows a method's name, such as {@code masks=4000} or {@code masks=4000:cells=9}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static MethodSettings of(String method, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : text.split(SEPARATOR, -1)) {
            int equals = setting.indexOf('=');
            if (equals < 1 || values.put(setting.substring(0, equals), setting.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("method '" + method
                        + "' expects settings such as rise:masks=4000 or rise:masks=4000:cells=9, each once, got '"
                        + text
                        + "'");
            }
        }
        return new MethodSettings(values);
    }

    /**
     * The method with these numbers.
     *
     * @throws IllegalArgumentException if it has no such number, or does not take this value
     */
    EvidenceMethod apply(String name, EvidenceMethod usual) {
        if (values.isEmpty()) {
            return usual;
        }
        List<RecordComponent> components = Arrays.asList(usual.getClass().getRecordComponents());
        values.keySet().forEach(setting -> require(name, usual, components, setting));
        List<Object> numbers = new ArrayList<>();
        for (RecordComponent component : components) {
            String value = values.get(component.getName());
            numbers.add(value == null ? value(usual, component) : number(name, component, value));
        }
        try {
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            return usual.getClass().getDeclaredConstructor(types).newInstance(numbers.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "method '" + name + "': "
                            + Objects.requireNonNull(e.getTargetException()).getMessage(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("method '" + name + "' cannot be made anew", e);
        }
    }

    private static void require(String name, EvidenceMethod usual, List<RecordComponent> components, String setting) {
        List<RecordComponent> known =
                components.stream().filter(MethodSettings::settable).toList();
        if (known.stream().noneMatch(component -> component.getName().equals(setting))) {
            throw new IllegalArgumentException("method '" + name + "' has no setting '" + setting + "'; it has "
                    + (known.isEmpty()
                            ? "none"
                            : known.stream()
                                    .map(component -> component.getName() + "=" + value(usual, component))
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static boolean settable(RecordComponent component) {
        return component.getType().isPrimitive() && component.getType() != boolean.class;
    }

    private static Object value(EvidenceMethod method, RecordComponent component) {
        try {
            return component.getAccessor().invoke(method);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getName() + " cannot be read", e);
        }
    }

    private static Object number(String name, RecordComponent component, String value) {
        Class<?> type = component.getType();
        try {
            if (type == int.class) {
                return Integer.valueOf(value);
            } else if (type == long.class) {
                return Long.valueOf(value);
            }
            return type == float.class ? (Object) Float.valueOf(value) : Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "method '" + name + "' expects "
                            + (type == int.class || type == long.class ? "a whole number" : "a number") + " as "
                            + component.getName() + ", got '" + value + "'",
                    e);
        }
    }
}
