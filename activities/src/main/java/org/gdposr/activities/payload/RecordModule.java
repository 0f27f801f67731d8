package org.gdposr.activities.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON objects of exactly their components, sorted by name. Jackson would find the same
 * by introspecting each class for annotations, which short commands feel in their start-up.
 */
final class RecordModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  RecordModule() {
    super("records");
    addSerializer(Record.class, new RecordSerializer());
  }

  @Override
  public void setupModule(Module.SetupContext context) {
    super.setupModule(context);
    context.addDeserializers(
        new Deserializers.Base() {
          @Override
          public @Nullable JsonDeserializer<?> findBeanDeserializer(
              JavaType type, DeserializationConfig config, BeanDescription description) {
            return type.getRawClass().isRecord() ? new RecordDeserializer(type) : null;
          }

          @Override
          public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type.isRecord();
          }
        });
  }

  private static final class RecordSerializer extends StdSerializer<Record> {
    private static final long serialVersionUID = 1L;

    RecordSerializer() {
      super(Record.class);
    }

    @Override
    public void serialize(Record value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      RecordComponent[] components = value.getClass().getRecordComponents();
      Arrays.sort(components, Comparator.comparing(RecordComponent::getName));
      out.writeStartObject(value);
      for (RecordComponent component : components) {
        out.writeFieldName(component.getName());
        provider.defaultSerializeValue(read(component, value), out);
      }
      out.writeEndObject();
    }

    private static @Nullable Object read(RecordComponent component, Record value) {
      try {
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }
  }

  private static final class RecordDeserializer extends JsonDeserializer<Object> {
    private final JavaType type;

    RecordDeserializer(JavaType type) {
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      Class<?> raw = type.getRawClass();
      RecordComponent[] components = raw.getRecordComponents();
      Object[] values = new Object[components.length];
      boolean[] present = new boolean[components.length];
      if (!in.isExpectedStartObjectToken()) {
        return context.handleUnexpectedToken(type, in);
      }
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        int index = indexOf(components, name);
        if (index < 0) {
          context.handleUnknownProperty(in, this, raw, name);
          continue;
        }
        values[index] = value(components[index], in, context);
        present[index] = true;
      }
      for (int i = 0; i < components.length; i++) {
        if (!present[i]) {
          context.reportInputMismatch(
              type, "Missing property '%s' of %s", components[i].getName(), raw.getSimpleName());
        }
      }
      return construct(raw, components, values, in);
    }

    private static @Nullable Object value(
        RecordComponent component, JsonParser in, DeserializationContext context)
        throws IOException {
      JavaType of = context.constructType(component.getGenericType());
      JsonDeserializer<Object> deserializer = context.findRootValueDeserializer(of);
      return in.nextToken() == JsonToken.VALUE_NULL
          ? deserializer.getNullValue(context)
          : deserializer.deserialize(in, context);
    }

    private static int indexOf(RecordComponent[] components, String name) {
      for (int i = 0; i < components.length; i++) {
        if (components[i].getName().equals(name)) {
          return i;
        }
      }
      return -1;
    }

    private Object construct(
        Class<?> raw, RecordComponent[] components, Object[] values, JsonParser in)
        throws IOException {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        var constructor = raw.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw ValueInstantiationException.from(
            in,
            "Cannot make %s: %s"
                .formatted(raw.getSimpleName(), e.getTargetException().getMessage()),
            type,
            e.getTargetException());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(raw.getName(), e);
      }
    }
  }
}
