package dev.ridethrough.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.wire.BadMessageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionContextTest {
  private static final String REPLY = "{\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}";

  private static Map<String, Object> of(String name, String capabilities)
      throws BadMessageException {
    String request =
        "{\"id\":1,\"method\":\"initialize\",\"params\":{\"clientInfo\":{\"name\":\"%s\",\"version\":\"1\",\"icons\":[1]},\"capabilities\":%s}}"
            .formatted(name, capabilities);
    return SessionContext.of(request.getBytes(UTF_8), REPLY.getBytes(UTF_8));
  }

  @Test
  void carriesWhatIsNeededAndNoMore() throws BadMessageException {
    assertThat(of("editor", "{\"roots\":{}}"))
        .isEqualTo(
            Map.of(
                "protocolVersion", "2025-11-25",
                "clientInfo", Map.of("name", "editor", "version", "1"),
                "capabilities", Map.of("roots", Map.of())));
  }

  @Test
  void whatIsTooLargeIsLeftOut() throws BadMessageException {
    String large = "x".repeat(SessionContext.MAX_BYTES);
    assertThat(of(large, "{\"roots\":{}}")).containsOnlyKeys("protocolVersion", "capabilities");
    assertThat(of("editor", "{\"roots\":\"" + large + "\"}"))
        .containsOnlyKeys("protocolVersion", "clientInfo");
  }

  @Test
  void withoutAResultNothingWasAgreedOn() throws BadMessageException {
    byte[] error = "{\"id\":1,\"error\":{}}".getBytes(UTF_8);
    assertThat(SessionContext.of("{\"id\":1,\"params\":{}}".getBytes(UTF_8), error)).isNull();
  }
}
