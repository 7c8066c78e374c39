package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.Store.Transaction;
import dev.ridethrough.machine.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A process that does with its stores what it is told, each call on a thread of its own. The same
/// on the real machine and on the simulated one.
final class StoreActor {
  private final Machine machine;
  private final Path room;
  private final Answers answers;
  private final Map<Integer, Opened> stores = new ConcurrentSkipListMap<>();
  private volatile @Nullable Thread caller;

  /// @param room the folder of the sequence
  StoreActor(Machine machine, Path room, Answers answers) {
    this.machine = machine;
    this.room = room;
    this.answers = answers;
  }

  /// Who hears what came of the calls.
  interface Answers {
    void give(int id, String text);
  }

  /// @param going what the transaction that is open is told to do next
  /// @param ended a transaction that is over
  private record Opened(
      Store store, BlockingQueue<StoreCall> going, AtomicReference<Transaction> ended) {
    Opened(Store store) {
      this(store, new LinkedBlockingQueue<>(), new AtomicReference<>());
    }
  }

  void accept(StoreCall call) {
    if (call.verb() == StoreCall.Verb.INSIDE) {
      opened(call).going().add(call);
    } else {
      caller = null;
      machine.start("call " + call.id(), () -> run(call));
    }
  }

  /// Whether the last call has come to its place in the store's queue, or further.
  boolean isUnderWay() {
    Thread thread = caller;
    return thread != null
        && switch (thread.getState()) {
          case WAITING, TIMED_WAITING, TERMINATED -> true;
          case NEW, RUNNABLE, BLOCKED -> false;
        };
  }

  private Opened opened(StoreCall call) {
    Opened opened = stores.get(call.store());
    if (opened == null) {
      throw new IllegalStateException("not open: " + call);
    }
    return opened;
  }

  private void run(StoreCall call) {
    caller = Thread.currentThread();
    switch (call.verb()) {
      case OPEN -> answers.give(call.id(), outcome(() -> open(call)));
      case IS_CURRENT -> answers.give(call.id(), opened(call).store().isCurrent() + "");
      case CLOSE -> {
        opened(call).store().close();
        answers.give(call.id(), "closed");
      }
      case TRANSACT -> new Work(opened(call), call).run();
      case INSIDE -> throw new IllegalStateException("has a thread already: " + call);
    }
  }

  private String open(StoreCall call) throws StoreException {
    Path path = room.resolve(call.home()).resolve("store");
    Store store = machine.openStore(path, StoreSchema.ALL.get(call.schema()));
    stores.put(call.store(), new Opened(store));
    return "opened";
  }

  /// Something with an outcome.
  private interface Step {
    String run() throws StoreException;
  }

  private static String outcome(Step step) {
    try {
      return step.run();
    } catch (StoreException refused) {
      return "StoreException " + StoreKind.of(refused);
    } catch (RuntimeException | Error failure) {
      return failure.getClass().getSimpleName();
    }
  }

  /// Ends the transactions that are open, and closes everything.
  void end() {
    for (Opened opened : stores.values()) {
      var leave = StoreCall.Ending.RUNTIME_EXCEPTION;
      opened.going().add(new StoreCall(0, StoreCall.Verb.INSIDE, 0, "", 0, List.of(), leave));
      opened.store().close();
    }
  }

  /// A transaction, from its call to its end.
  private final class Work {
    private final Opened opened;
    private StoreCall call;
    private List<String> results = new ArrayList<>();

    Work(Opened opened, StoreCall call) {
      this.opened = opened;
      this.call = call;
    }

    void run() {
      String outcome = outcome(() -> opened.store().transact(this::work));
      answers.give(call.id(), outcome + " " + results);
    }

    private String work(Transaction transaction) throws StoreException {
      try {
        return goOn(transaction);
      } finally {
        opened.ended().set(transaction);
      }
    }

    private String goOn(Transaction transaction) throws StoreException {
      while (true) {
        for (Action action : call.actions()) {
          results.add(outcome(() -> act(transaction, action)));
        }
        switch (call.ending()) {
          case COMMIT -> {
            return "committed";
          }
          case STORE_EXCEPTION -> throw new StoreException("(the work says no)", null);
          case RUNTIME_EXCEPTION -> throw new UnsupportedOperationException("own");
          case ERROR -> throw new StackOverflowError("own");
          case STAY -> stay();
        }
      }
    }

    private void stay() {
      answers.give(call.id(), "inside " + results);
      results = new ArrayList<>();
      try {
        call = opened.going().take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts", e);
      }
    }

    private String act(Transaction transaction, Action action) throws StoreException {
      return switch (action.kind()) {
        case INSERT -> "" + StoreSchema.insert(transaction, action.table(), action.a(), action.b());
        case FIND -> StoreSchema.find(transaction, action.table(), action.a());
        case UPDATE -> "" + StoreSchema.update(transaction, action.table(), action.a(), action.b());
        case DELETE -> "" + StoreSchema.delete(transaction, action.table(), action.a());
        case PAGE -> StoreSchema.page(transaction, action.table(), action.a(), action.b());
        case NEST -> opened.store().transact(_ -> "nested");
        case STALE -> stale(action);
      };
    }

    private String stale(Action action) throws StoreException {
      Transaction ended = opened.ended().get();
      return ended == null
          ? "none yet"
          : StoreSchema.page(ended, action.table(), action.a(), action.b());
    }
  }
}
