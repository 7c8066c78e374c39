package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// JSON that people write: read strictly, with errors for people.
public final class JsonFile {
  private static final int MAX_BYTES = 10_000_000;

  /// What is left out is empty; what is null is wrong.
  private static final JsonSetter.Value LISTS =
      JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .withConfigOverride(List.class, it -> it.setSetterInfo(LISTS))
          .build();

  private JsonFile() {}

  /// Reads one value.
  ///
  /// @param what it is, for the errors, such as `scenario`
  /// @throws BadScenarioException when the file is missing, not JSON, or no such value; says where
  static <T> T read(Path file, Class<T> type, String what) throws BadScenarioException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would not let go
        throw new BadScenarioException(file + " is no file, and so no " + what);
      }
      byte[] bytes = bytes(file);
      if (bytes.length > MAX_BYTES) {
        throw new BadScenarioException(file + " is larger than any " + what);
      }
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new BadScenarioException(file + ": not a " + what + ": null");
      }
      return value;
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new BadScenarioException(file + where + ": not a " + what + ": " + plain(e));
    } catch (NoSuchFileException e) {
      throw new BadScenarioException("there is no " + what + " " + file);
    } catch (IOException e) {
      throw new BadScenarioException("can't read the " + what + " " + file + ": " + e.getMessage());
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /// In the words of the file, and not of the library that reads it.
  public static String plain(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException it ->
          "there is no \""
              + it.getPropertyName()
              + "\" here; known are "
              + it.getKnownPropertyIds();
      case InvalidFormatException it when it.getTargetType().isEnum() ->
          it.getValue() + " is none of " + List.of(it.getTargetType().getEnumConstants());
      case ValueInstantiationException it when it.getCause() != null ->
          String.valueOf(it.getCause().getMessage());
      case MismatchedInputException it ->
          it.getOriginalMessage()
              .replaceAll("creator property", "member")
              .replaceAll(" \\(index \\d+\\)", "")
              .replaceAll("`(?:[a-z]+\\.)+([A-Za-z]+\\$)?([A-Za-z]+)[^`]*`", "$2");
      default -> e.getOriginalMessage().replaceAll("[,:;(]? *enable `?JsonReadFeature.*", "");
    };
  }
}
