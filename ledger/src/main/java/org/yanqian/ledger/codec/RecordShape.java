package org.yanqian.ledger.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a public record is made of, and how to take one apart and put it together again. */
public final class RecordShape {
    private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

    private final List<Component> components;
    private final MethodHandle constructor;

    private RecordShape(List<Component> components, MethodHandle constructor) {
        this.components = components;
        this.constructor = constructor;
    }

    /** One component, in the order of the declaration. */
    public static final class Component {
        private final String name;
        private final Type type;
        private final MethodHandle getter;

        private Component(String name, Type type, MethodHandle getter) {
            this.name = name;
            this.type = type;
            this.getter = getter;
        }

        public String name() {
            return name;
        }

        public Type type() {
            return type;
        }

        public Object of(Record value) {
            try {
                return (Object) getter.invokeExact((Object) value);
            } catch (Throwable e) {
                throw new AssertionError("a record accessor does not throw", e);
            }
        }
    }

    public static RecordShape of(Class<?> type) {
        return SHAPES.computeIfAbsent(type, RecordShape::inspect);
    }

    public List<Component> components() {
        return components;
    }

    /** Throws what the record's constructor throws, unchecked. */
    public Object create(Object[] arguments) {
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a record constructor failed", e);
        }
    }

    private static RecordShape inspect(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            List<Component> components = new ArrayList<>();
            List<Class<?>> parameters = new ArrayList<>();
            for (RecordComponent c : type.getRecordComponents()) {
                MethodHandle getter =
                        lookup.unreflect(c.getAccessor())
                                .asType(MethodType.methodType(Object.class, Object.class));
                components.add(new Component(c.getName(), c.getGenericType(), getter));
                parameters.add(c.getType());
            }
            MethodHandle constructor =
                    lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                            .asSpreader(Object[].class, parameters.size())
                            .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape(List.copyOf(components), constructor);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("not a public record: " + type, e);
        }
    }
}
