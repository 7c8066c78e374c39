package dev.ridethrough.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.engine.EngineFixture.Reply;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolFailureTest {
  private static final ToolSpec SPEC =
      new ToolSpec("t", "T", "d", Map.of(), ToolSpec.Annotations.ADDITIVE);

  private record Direct(Body body) implements Tool.Direct {
    interface Body {
      ToolResult call(ToolCall call) throws ToolException, StoreException;
    }

    @Override
    public ToolSpec spec() {
      return SPEC;
    }

    @Override
    public ToolResult call(ToolCall call) throws ToolException, StoreException {
      return body.call(call);
    }
  }

  private record Transactional(Effect effect) implements Tool.Transactional {
    @Override
    public ToolSpec spec() {
      return SPEC;
    }

    @Override
    public Effect prepare(ToolCall call) {
      return effect;
    }
  }

  private static EngineFixture direct(Direct.Body body) {
    return new EngineFixture(new Direct(body));
  }

  @Test
  void aFailedCallIsAResultThatSaysWhy() {
    EngineFixture engine =
        direct(call -> {
          throw new ToolException("The printer is on fire.");
        });

    Reply reply = engine.call("t", "{}");

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo("The printer is on fire.");
    assertThat(reply.result()).doesNotContainKey("structuredContent");
    assertThat(engine.machine.log).isEmpty();
  }

  @Test
  void aFailingStoreIsToldToTheClientAndLogged() {
    EngineFixture engine =
        direct(call -> {
          throw new StoreException("disk full", null);
        });

    Reply reply = engine.call("t", "{}");

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo("The daemon's store failed: disk full");
    assertThat(engine.machine.log).singleElement().asString().contains("key-1", "disk full");
  }

  @Test
  void anUnexpectedExceptionTellsTheClientNothing() {
    EngineFixture engine =
        direct(call -> {
          throw new IllegalStateException("secret\nforged line\u001b[2J");
        });

    String reply =
        engine.handle(
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}");

    assertThat(reply)
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32603,"
                + "\"message\":\"Internal error; see the daemon's log.\"}}");
    assertThat(engine.machine.log)
        .singleElement()
        .asString()
        .contains(
            "key-1",
            "IllegalStateException",
            "secret\\u{a}forged line\\u{1b}[2J",
            "ToolFailureTest")
        .doesNotContain("\n", "\u001b")
        .hasSizeLessThan(2100);
  }

  @Test
  void anErrorIsAnsweredToo() {
    EngineFixture engine =
        direct(call -> {
          throw new NoClassDefFoundError("gone/in/the/Update");
        });

    assertThat(engine.call("t", "{}").errorCode()).isEqualTo(-32603);
    assertThat(engine.machine.log).hasSize(1);
  }

  @Test
  void anEffectThatThrowsLeavesNothing() {
    EngineFixture engine =
        new EngineFixture(
            new Transactional(transaction -> {
              append(transaction);
              throw new StoreException("disk full", null);
            }));

    assertThat(engine.call("t", "{}").failed()).isTrue();
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @Test
  void anEffectIsNotCommittedOnceTheClientHasCancelled() {
    EngineFixture engine = new EngineFixture(new Transactional(ToolFailureTest::append));
    engine.execution.cancelled = () -> true;

    Reply reply = engine.call("t", "{}");

    assertThat(reply.failed()).isTrue();
    assertThat(reply.text()).isEqualTo("Cancelled; nothing was done.");
    assertThat(engine.ledgerTexts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"progressToken\":null}"})
  void progressIsNotSentUnlessAskedFor(String meta) {
    EngineFixture engine = direct(ToolFailureTest::progressing);

    assertThat(engine.call("t", "{}", meta).failed()).isFalse();
    assertThat(engine.execution.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"\"", "\"a\\\"b\"", "123456789012345678901234567890"})
  void progressCarriesTheClientsToken(String token) {
    EngineFixture engine = direct(ToolFailureTest::progressing);

    assertThat(engine.call("t", "{}", "{\"progressToken\":" + token + "}").failed()).isFalse();
    assertThat(engine.execution.sent)
        .containsExactly(
            """
            {"jsonrpc":"2.0","method":"notifications/progress","params":\
            {"progressToken":%s,"progress":1.0,"total":2.5,"message":"half"}}\
            """
                .formatted(token));
  }

  private static ToolResult progressing(ToolCall call) {
    call.progress(1, 2.5, "half");
    return ToolResult.of("", Map.of());
  }

  private static ToolResult append(Store.Transaction transaction) throws StoreException {
    transaction.insert(Ledger.TABLE, List.of("k", "x", "1", "1"));
    return ToolResult.of("done", Map.of());
  }
}
