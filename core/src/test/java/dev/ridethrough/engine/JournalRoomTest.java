package dev.ridethrough.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.journal.Journal;
import dev.ridethrough.machine.FakeMachine;
import dev.ridethrough.machine.MemoryStore;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// For whom a journal with little room keeps what.
class JournalRoomTest {
  private static final int ROOM = 10;

  private final FakeMachine machine = new FakeMachine();
  private boolean failing;
  private final MemoryStore store =
      new MemoryStore(Engine.storeFormat(Ledger.TABLES).tables().toArray(Table[]::new)) {
        @Override
        public <T> T transact(Work<T> work) throws StoreException {
          return super.transact(it -> {
            T result = work.run(it);
            if (failing) {
              throw new StoreException("the disk is full", null);
            }
            return result;
          });
        }
      };
  private Engine engine;

  @BeforeEach
  void start() throws StoreException {
    List<Tool> tools = new ArrayList<>(Ledger.tools(machine.port(), store));
    tools.add(new Crowd());
    engine = new Engine("1", tools, machine.port(), store, ROOM);
  }

  /// While it works many others come and go.
  private final class Crowd implements Tool.Transactional {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("crowd", "c", "c", new Schema().json(), ToolSpec.Annotations.ADDITIVE);
    }

    @Override
    public Effect prepare(ToolCall call) throws ToolException {
      passers(5 * ROOM);
      return Ledger.entry(machine.port(), call, "crowd");
    }
  }

  private static FakeExecution execution(String client, long number, long acknowledged) {
    FakeExecution execution = new FakeExecution(client + "-" + number);
    execution.exactlyOnce = true;
    execution.client = client;
    execution.number = number;
    execution.acknowledged = acknowledged;
    return execution;
  }

  private String call(FakeExecution execution, String tool) {
    String line =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{"text":"a"}}}\
        """
            .formatted(tool);
    return engine.handle(line.getBytes(UTF_8), execution) instanceof Answer.Reply reply
        ? new String(reply.json(), UTF_8)
        : "refused";
  }

  private String append(String client, long number, long acknowledged) {
    return call(execution(client, number, acknowledged), "ledger_append");
  }

  /// Each asks once, and is never heard of again, as `ridethrough call`.
  private void passers(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(append("passer" + i, 1, 0)).as("client " + i).contains("result");
    }
  }

  private List<String> keys() {
    return store.rows(Journal.ENTRIES).stream().map(it -> it.values().getFirst()).toList();
  }

  @Test
  void whoAskedOnceAndWentAwayTakesNoRoomForEver() {
    passers(2 * ROOM);

    assertThat(keys()).hasSize(ROOM).contains("passer19-1");
    assertThat(append("passer0", 1, 0)).as("what was forgotten").isEqualTo("refused");
    assertThat(store.rows(Ledger.TABLE)).hasSize(2 * ROOM);
  }

  @Test
  void whatRunsIsKeptHoweverManyCome() {
    assertThat(call(execution("worker", 1, 0), "crowd"))
        .contains("result")
        .doesNotContain("isError\":true");

    assertThat(store.rows(Ledger.TABLE)).hasSize(5 * ROOM + 1);
  }

  @Test
  void whoWasHeardOfLatelyKeepsWhatIsThere() {
    passers(ROOM - 3);
    append("client", 1, 0);
    append("client", 2, 0);
    append("client", 3, 0);
    passers(ROOM / 2 - 1);

    assertThat(keys()).contains("client-1", "client-2", "client-3");
  }

  @Test
  void whatAFailedTransactionDidNotForgetTakesNoRoomForEver() throws StoreException {
    append("client", 1, 0);
    failing = true;
    assertThat(append("client", 2, 1)).isEqualTo("refused");
    failing = false;
    append("client", 2, 1);
    FakeExecution dropped = execution("client", 3, 2);
    dropped.cancelled = () -> true;
    call(dropped, "ledger_append");
    assertThat(keys()).as("as after its last request").containsExactly("client-1");
    start();
    passers(ROOM);

    assertThat(keys()).hasSize(ROOM).doesNotContain("client-1");
    assertThat(append("client", 1, 0)).as("for ever").isEqualTo("refused");
  }

  @Test
  void clientsThatHaveNothingHereAreForgottenInTheEnd() {
    passers(5 * ROOM);

    assertThat(store.rows(Journal.CLIENTS)).hasSizeLessThanOrEqualTo(2 * ROOM);
  }
}
