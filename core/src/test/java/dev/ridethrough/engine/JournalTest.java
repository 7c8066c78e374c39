package dev.ridethrough.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.journal.Journal;
import dev.ridethrough.journal.JournalEntry;
import dev.ridethrough.machine.FakeMachine;
import dev.ridethrough.machine.MemoryStore;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final String ONE = "key-1";
  private static final ToolSpec.Annotations IDEMPOTENT =
      new ToolSpec.Annotations(false, true, false);

  private final FakeMachine machine = new FakeMachine();
  private int transactions;
  private boolean full;
  private final MemoryStore store =
      new MemoryStore(Engine.storeFormat(Ledger.TABLES).tables().toArray(Table[]::new)) {
        @Override
        public <T> T transact(Work<T> work) throws StoreException {
          transactions++;
          return super.transact(it -> {
            T result = work.run(it);
            if (full) {
              throw new StoreException("no room on the disk", null);
            }
            return result;
          });
        }
      };
  private final List<String> printed = new ArrayList<>();
  private Engine engine;
  private long generation;

  @BeforeEach
  void start() throws StoreException {
    start(Journal.MAX_ENTRIES);
  }

  private void start(int room) throws StoreException {
    generation++;
    List<Tool> tools = new ArrayList<>(Ledger.tools(machine.port(), store));
    tools.add(new Printer("print", ToolSpec.Annotations.ADDITIVE));
    tools.add(new Printer("print_once", IDEMPOTENT));
    tools.add(new Robbed());
    tools.add(new Crowded());
    engine = new Engine("1", tools, machine.port(), store, room);
  }

  /// Has an effect outside of the store.
  private final class Printer implements Tool.Direct {
    private final ToolSpec spec;

    Printer(String name, ToolSpec.Annotations annotations) {
      spec = new ToolSpec(name, name, name, new Schema().json(), annotations);
    }

    @Override
    public ToolSpec spec() {
      return spec;
    }

    @Override
    public ToolResult call(ToolCall call) {
      printed.add(call.requestKey());
      return ToolResult.of("printed", Map.of("times", printed.size()));
    }
  }

  /// Loses its entry while it works.
  private final class Robbed implements Tool.Transactional {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("robbed", "r", "r", new Schema().json(), ToolSpec.Annotations.ADDITIVE);
    }

    @Override
    public Effect prepare(ToolCall call) throws ToolException, StoreException {
      store.transact(it -> it.delete(Journal.ENTRIES, entries().getLast().id()));
      return Ledger.entry(machine.port(), call, "robbed");
    }
  }

  /// Others come while it works.
  private final class Crowded implements Tool.Transactional {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("crowded", "c", "c", new Schema().json(), ToolSpec.Annotations.ADDITIVE);
    }

    @Override
    public Effect prepare(ToolCall call) {
      for (int i = 0; i < 20; i++) {
        append(onlyRequest("call" + i), "a");
      }
      return Ledger.entry(machine.port(), call, "crowded");
    }
  }

  private FakeExecution execution(String key, long number) {
    FakeExecution execution = new FakeExecution(key);
    execution.exactlyOnce = true;
    execution.generation = generation;
    execution.number = number;
    return execution;
  }

  private Answer call(FakeExecution execution, String tool, String arguments) {
    String line =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
        """
            .formatted(tool, arguments);
    return engine.handle(line.getBytes(UTF_8), execution);
  }

  private String append(FakeExecution execution, String text) {
    return text(call(execution, "ledger_append", "{\"text\":\"" + text + "\"}"));
  }

  private static String text(Answer answer) {
    return answer instanceof Answer.Reply reply ? new String(reply.json(), UTF_8) : "" + answer;
  }

  private List<Row> entries() {
    return store.rows(Journal.ENTRIES);
  }

  private JournalEntry only() throws StoreException {
    assertThat(entries()).hasSize(1);
    return JournalEntry.of(entries().getFirst());
  }

  /// As a daemon leaves it that dies while it executes the request.
  private void died(String key, int starts) throws StoreException {
    store.transact(it -> {
      Row row = it.find(Journal.ENTRIES, key).orElseThrow();
      JournalEntry was = JournalEntry.of(row);
      JournalEntry now =
          new JournalEntry(
              was.id(),
              key,
              was.client(),
              was.number(),
              was.fingerprint(),
              JournalEntry.State.STARTED,
              generation,
              starts,
              "");
      return it.update(Journal.ENTRIES, was.id(), now.values());
    });
    start();
  }

  @Test
  void whatWasCompletedIsAnsweredAgainAndNotExecuted() throws StoreException {
    String first = append(execution(ONE, 1), "a");
    assertThat(append(execution(ONE, 1), "a")).isEqualTo(first);
    start();

    assertThat(append(execution(ONE, 1), "a")).isEqualTo(first);
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
    assertThat(only().state()).isEqualTo(JournalEntry.State.COMPLETED);
  }

  @Test
  void theStoredResultAnswersTheRequestThatAsks() {
    append(execution(ONE, 1), "a");
    String line =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ledger_append","arguments":{"text":"a"}}}\
        """;

    assertThat(text(engine.handle(line.getBytes(UTF_8), execution(ONE, 1))))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{");
  }

  @Test
  void anEffectThatWasNotCommittedNeverHappened() throws StoreException {
    append(execution(ONE, 1), "a");
    store.transact(it -> it.delete(Ledger.TABLE, 1));
    died(ONE, 1);

    assertThat(append(execution(ONE, 1), "a")).contains("result");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
    assertThat(only().starts()).isEqualTo(2);
  }

  @Test
  void anEffectElsewhereMayHaveHappened() throws StoreException {
    call(execution(ONE, 1), "print", "{}");
    died(ONE, 1);

    assertThat(call(execution(ONE, 1), "print", "{}")).isInstanceOf(Answer.Unknown.class);
    start();
    assertThat(call(execution(ONE, 1), "print", "{}"))
        .as("for ever")
        .isInstanceOf(Answer.Unknown.class);
    assertThat(printed).hasSize(1);
  }

  @Test
  void whatDoesNoHarmTwiceIsExecutedAgain() throws StoreException {
    call(execution(ONE, 1), "print_once", "{}");
    died(ONE, 1);

    assertThat(text(call(execution(ONE, 1), "print_once", "{}"))).contains("printed");
    assertThat(printed).hasSize(2);
  }

  @Test
  void whatOutlivedTwoStartsMayBeWhatEndsDaemons() throws StoreException {
    append(execution(ONE, 1), "a");
    died(ONE, 2);

    assertThat(append(execution(ONE, 1), "a")).contains("Unknown").contains("ended 2 times");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  @Test
  void whatLeavesNoEffectNeedsNoJournal() {
    int before = transactions;
    call(execution(ONE, 1), "echo", "{\"text\":\"a\"}");
    assertThat(transactions - before).as("transactions of an echo").isZero();
    call(execution(ONE, 1), "ledger_entries", "{}");
    assertThat(transactions - before).as("with those of a read: its own").isEqualTo(1);

    assertThat(entries()).isEmpty();
  }

  @Test
  void anEffectInTheStoreCostsOneTransactionMore() {
    int before = transactions;
    append(execution(ONE, 1), "a");
    assertThat(transactions - before).isEqualTo(2);
  }

  @Test
  void theJournalOfALostStoreIsAnotherOne() throws StoreException {
    String first = engine.journalId();
    start();
    assertThat(engine.journalId()).as("the next generation").isEqualTo(first);
    machine.port().sleep(Duration.ofMillis(1));
    Engine anew =
        new Engine(
            "1",
            List.of(),
            machine.port(),
            new MemoryStore(Engine.storeFormat(List.of()).tables().toArray(Table[]::new)));
    assertThat(anew.journalId()).isNotEqualTo(first).isNotEmpty();
  }

  @Test
  void whoWantsAtMostOnceNeedsNoJournal() {
    FakeExecution once = execution(ONE, 1);
    once.exactlyOnce = false;

    append(once, "a");
    append(once, "a");

    assertThat(entries()).isEmpty();
    assertThat(store.rows(Ledger.TABLE)).hasSize(2);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsAnError() {
    append(execution(ONE, 1), "a");

    assertThat(append(execution(ONE, 1), "b")).contains("-32600").contains("request key");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  @Test
  void whatItsClientNeedsNoMoreIsForgottenAndNeverExecutedAgain() throws StoreException {
    append(execution("key-1", 1), "a");
    append(execution("key-2", 2), "b");
    FakeExecution third = execution("key-3", 3);
    third.acknowledged = 2;
    append(third, "c");

    assertThat(only().key()).isEqualTo("key-3");
    assertThat(append(execution("key-1", 1), "a")).contains("Unknown");
    start();
    assertThat(append(execution("key-2", 2), "b")).as("nor later").contains("Unknown");
    assertThat(store.rows(Ledger.TABLE)).hasSize(3);
  }

  @Test
  void anotherClientIsNotMeant() {
    append(execution(ONE, 1), "a");
    FakeExecution other = execution("other-9", 9);
    other.client = "other";
    other.acknowledged = 8;
    append(other, "b");

    assertThat(entries()).hasSize(2);
  }

  @Test
  void aFullJournalTakesNothingMore() throws StoreException {
    fill(Journal.MAX_ENTRIES, "client");
    FakeExecution next = execution("next", Journal.MAX_ENTRIES + 1);

    assertThat(append(next, "a")).as("no entries are of somebody who is gone").contains("result");
    start();
    append(execution("again", Journal.MAX_ENTRIES + 2), "b");
    assertThat(store.rows(Ledger.TABLE)).hasSize(2);
  }

  @Test
  void aJournalFullOfWhatIsStillNeededRefusesWhatIsNew() throws StoreException {
    append(execution("now", 1), "a"); // the client is there in this generation
    for (int i = 2; i <= Journal.MAX_ENTRIES; i++) {
      append(execution("k" + i, i), "a");
    }

    assertThat(append(execution("more", Journal.MAX_ENTRIES + 1), "b"))
        .contains("NotStarted")
        .contains("full");
    assertThat(append(execution("now", 1), "a")).as("what is known").contains("result");
  }

  private FakeExecution onlyRequest(String client) {
    FakeExecution only = execution(client + "-1", 1);
    only.client = client;
    return only;
  }

  /// Such as each `ridethrough call`.
  @Test
  void clientsThatNeverComeBackDoNotFillTheJournal() throws StoreException {
    start(10);
    for (int i = 0; i < 30; i++) {
      assertThat(append(onlyRequest("call" + i), "a")).contains("result");
    }
    assertThat(entries()).hasSize(10);
    assertThat(append(onlyRequest("call25"), "a")).as("a late one").contains("result");
    assertThat(append(onlyRequest("call13"), "a")).as("one that is too late").contains("Unknown");
    assertThat(store.rows(Ledger.TABLE)).hasSize(30);
  }

  @Test
  void whatRunsKeepsItsEntry() throws StoreException {
    start(10);

    assertThat(text(call(onlyRequest("slow"), "crowded", "{}"))).contains("\"isError\":false");
    assertThat(store.rows(Ledger.TABLE)).hasSize(21);
    assertThat(entries()).hasSize(10);
  }

  /// Entries that an earlier generation left.
  private void fill(int count, String client) throws StoreException {
    store.transact(it -> {
      for (int i = 1; i <= count; i++) {
        JournalEntry entry =
            new JournalEntry(
                0, "old-" + i, client + "-gone", i, "f", JournalEntry.State.COMPLETED, 1, 1, "{}");
        it.insert(Journal.ENTRIES, entry.values());
      }
      return true;
    });
    start();
  }

  /// The number of its row is given to the next one.
  @Test
  void whatCouldNotBeRecordedTakesNothingOfOthersWithIt() throws StoreException {
    full = true;
    assertThat(append(execution("key-5", 5), "a")).contains("NotStarted", "no room");
    full = false;
    FakeExecution other = execution("other-1", 1);
    other.client = "other";
    String first = append(other, "b");

    FakeExecution later = execution("key-6", 6);
    later.acknowledged = 5; // the client has given it up
    append(later, "c");

    assertThat(append(other, "b")).as("sent again").isEqualTo(first);
    assertThat(store.rows(Ledger.TABLE)).hasSize(2);
    assertThat(entries()).hasSize(2);
  }

  @Test
  void whatHasNoNumberIsNotStartedAndNotSaidToBeUnknown() {
    assertThat(append(execution(ONE, 0), "a")).contains("NotStarted", "number");
    assertThat(store.rows(Ledger.TABLE)).isEmpty();
  }

  /// Only one of the two would be forgotten: the journal would grow for ever.
  @Test
  void anotherRequestUnderTheSameNumberIsAnError() {
    append(execution("key-1", 1), "a");

    assertThat(append(execution("key-2", 1), "b")).contains("-32600", "number");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void whatNobodyWaitsForIsNotStarted() {
    FakeExecution late = execution(ONE, 1);
    late.over = () -> true;

    assertThat(append(late, "a")).contains("NotStarted");
    assertThat(entries()).isEmpty();
    assertThat(store.rows(Ledger.TABLE)).isEmpty();
  }

  /// It waited for longer than its client had said: nobody says `unknown` of what is known.
  @Test
  void whatIsKnownIsAnsweredHoweverLate() {
    String first = append(execution(ONE, 1), "a");
    FakeExecution late = execution(ONE, 1);
    late.over = () -> true;

    assertThat(append(late, "a")).isEqualTo(first);
  }

  @Test
  void whatNobodyWaitsForIsNotStartedAgain() throws StoreException {
    append(execution(ONE, 1), "a");
    died(ONE, 1);
    FakeExecution late = execution(ONE, 1);
    late.over = () -> true;

    assertThat(append(late, "a")).contains("NotStarted");
    assertThat(only().starts()).isEqualTo(1);
  }

  @Test
  void whatWasCancelledBeforeItsEffectIsNewWhenItComesAgain() {
    FakeExecution gone = execution(ONE, 1);
    gone.cancelled = () -> true;
    append(gone, "a");
    assertThat(entries()).isEmpty();

    assertThat(append(execution(ONE, 1), "a")).contains("result").doesNotContain("Cancelled");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  @Test
  void whatFailedIsAnsweredTheSameAgain() {
    String failed = append(execution(ONE, 1), "x".repeat(Ledger.MAX_TEXT + 1));

    assertThat(failed).contains("\"isError\":true");
    assertThat(append(execution(ONE, 1), "x".repeat(Ledger.MAX_TEXT + 1))).isEqualTo(failed);
  }

  @Test
  void whatIsExecutedNowIsWaitedFor() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FakeExecution slow = execution(ONE, 1);
    slow.cancelled =
        () -> {
          inside.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return false;
        };
    FutureTask<String> first = new FutureTask<>(() -> append(slow, "a"));
    Thread.ofVirtual().start(first);
    inside.await();
    FutureTask<String> second = new FutureTask<>(() -> append(execution(ONE, 1), "a"));
    Thread.ofVirtual().start(second);
    goOn.countDown();

    assertThat(second.get()).isEqualTo(first.get()).contains("result");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  @Test
  void anEffectWhoseCompletionCanNotBeRecordedIsNotCommitted() {
    Answer answer = call(execution(ONE, 1), "robbed", "{}");

    assertThat(text(answer)).contains("\"isError\":true", "has lost its entry", ONE);
    assertThat(store.rows(Ledger.TABLE)).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void whatIsNoEntryIsSaidToBeDamaged() throws StoreException {
    append(execution(ONE, 1), "a");
    store.transact(it -> {
      Row row = it.find(Journal.ENTRIES, ONE).orElseThrow();
      List<String> values = new ArrayList<>(row.values());
      values.set(6, "two");
      return it.update(Journal.ENTRIES, row.id(), values);
    });

    assertThatThrownBy(this::start)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("damaged", "row 1 of its table journal");
    assertThat(append(execution(ONE, 1), "a"))
        .as("while it runs")
        .contains("NotStarted", "damaged");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":", "", "[1]", "{\n\"id\":1}", "{}", "{\"id\":1} "})
  void aResultThatWasDamagedIsNotPassedOn(String result) throws StoreException {
    append(execution(ONE, 1), "a");
    store.transact(it -> {
      Row row = it.find(Journal.ENTRIES, ONE).orElseThrow();
      List<String> values = new ArrayList<>(row.values());
      values.set(7, result);
      return it.update(Journal.ENTRIES, row.id(), values);
    });

    assertThat(append(execution(ONE, 1), "a")).contains("Unknown", "result", "damaged");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }

  /// As after going back from a later version.
  @Test
  void aStateThatOnlyALaterVersionKnowsIsUnknown() throws StoreException {
    append(execution(ONE, 1), "a");
    store.transact(it -> {
      Row row = it.find(Journal.ENTRIES, ONE).orElseThrow();
      List<String> values = new ArrayList<>(row.values());
      values.set(4, "PARKED");
      return it.update(Journal.ENTRIES, row.id(), values);
    });
    start();

    assertThat(append(execution(ONE, 1), "a")).contains("Unknown");
    assertThat(store.rows(Ledger.TABLE)).hasSize(1);
  }
}
