package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Journaled;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.world.sim.Change.Kind;
import dev.ridethrough.machine.Phase;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Sees from outside what a daemon has in its hands when it ends, and where requests are when it is
/// stopped: by what threads say of themselves, and by what is committed to the store.
final class Bystander implements Interceptor {
  private static final String JOURNAL = "journal";
  private static final String LEDGER = "ledger";
  private static final String KEY = "request_key";

  /// What a proxy calls the thread of a request, by its id.
  private static final String REQUEST = "request ";

  private static final Set<Phase> IN_DAEMON = EnumSet.of(Phase.RECEIVE, Phase.EXECUTE, Phase.REPLY);
  private static final Set<Phase> IN_PROXY =
      EnumSet.of(Phase.WAIT, Phase.CONNECT, Phase.SEND, Phase.AWAIT, Phase.DELIVER);

  private final Consumer<LongFunction<Event>> recorder;
  private final Map<SimProcess, Integer> generations = new HashMap<>();
  private final Map<SimProcess, Integer> proxies = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<SimThread, List<Change>> committing = new HashMap<>();

  private record Entry(Journaled state, SimProcess by) {}

  /// @param recorder gets the events
  Bystander(Consumer<LongFunction<Event>> recorder) {
    this.recorder = recorder;
  }

  void daemon(SimProcess process, int generation) {
    generations.put(process, generation);
  }

  void proxy(SimProcess process, int number) {
    proxies.put(process, number);
  }

  /// A proxy says which key belongs to which request.
  @Override
  public void at(SimThread thread, Operation operation) {
    String key = thread.request();
    if (key != null && proxies.containsKey(thread.process())) {
      int number = number(thread);
      if (number > 0) {
        numbers.put(key, number);
      }
    }
  }

  /// The request that a proxy's thread is for, or 0.
  private static int number(SimThread thread) {
    String name = thread.name();
    try {
      return name.startsWith(REQUEST) ? Integer.parseInt(name.substring(REQUEST.length())) : 0;
    } catch (NumberFormatException e) {
      return 0; // whoever gives other ids is not told apart
    }
  }

  @Override
  public void commits(SimThread thread, List<Change> changes) {
    committing.put(thread, changes);
  }

  @Override
  public void committed(SimThread thread) {
    List<Change> changes = committing.remove(thread);
    if (changes == null) {
      return;
    }
    changes.stream()
        .filter(it -> it.table().name().equals(LEDGER) && it.kind() == Kind.INSERT)
        .forEach(it -> note(it, Journaled.EFFECT, thread));
    changes.stream()
        .filter(it -> it.table().name().equals(JOURNAL))
        .forEach(it -> note(it, state(it), thread));
  }

  private void note(Change change, @Nullable Journaled state, SimThread thread) {
    if (state == null) {
      entries.remove(change.value(KEY));
    } else {
      entries.put(change.value(KEY), new Entry(state, thread.process()));
    }
  }

  private static @Nullable Journaled state(Change change) {
    return switch (change.kind()) {
      case INSERT -> Journaled.STARTED;
      case DELETE -> null;
      case UPDATE ->
          switch (change.value("state")) {
            case "STARTED" -> Journaled.STARTED_AGAIN;
            case "COMPLETED" -> Journaled.COMPLETED;
            default -> Journaled.DOUBTED;
          };
    };
  }

  @Override
  public void ends(SimProcess process) {
    Integer generation = generations.get(process);
    if (generation == null) {
      return;
    }
    for (SimThread thread : process.threads()) {
      String key = thread.request();
      if (key != null && IN_DAEMON.contains(thread.phase())) {
        caught(thread, generation, key, journaled(thread, key));
        forgetting(thread, generation, key);
      }
    }
  }

  private Journaled journaled(SimThread thread, String key) {
    if (isDeleting(thread, key)) {
      return Journaled.DROPPING;
    }
    Entry entry = entries.get(key);
    if (entry == null) {
      return Journaled.NOTHING;
    }
    boolean unfinished = entry.state().isBetweenStartAndCompletion();
    return unfinished && !entry.by().equals(thread.process())
        ? Journaled.STARTED_BEFORE
        : entry.state();
  }

  private boolean isDeleting(SimThread thread, String key) {
    return deleted(thread).contains(key);
  }

  /// The keys of the entries that it is about to delete.
  private List<String> deleted(SimThread thread) {
    return committing.getOrDefault(thread, List.of()).stream()
        .filter(it -> it.kind() == Kind.DELETE && it.table().name().equals(JOURNAL))
        .map(it -> it.value(KEY))
        .toList();
  }

  private void forgetting(SimThread thread, int generation, String but) {
    deleted(thread).stream()
        .filter(it -> !it.equals(but))
        .forEach(it -> caught(thread, generation, it, Journaled.FORGETTING));
  }

  private void caught(SimThread thread, int generation, String key, Journaled journaled) {
    Integer request = numbers.get(key);
    if (request != null) {
      recorder.accept(at ->
          new Event.Caught(at, generation, request, thread.phase(), thread.standing(), journaled));
    }
  }

  /// What stands right before its write has not been written.
  void stopped(SimProcess daemon) {
    Integer generation = generations.get(daemon);
    if (generation == null) {
      return;
    }
    for (SimProcess proxy : proxies.keySet()) {
      for (SimThread thread : proxy.threads()) {
        int request = number(thread);
        if (request > 0 && IN_PROXY.contains(thread.phase())) {
          recorder.accept(
              at -> new Event.Stood(at, generation, request, thread.phase(), held(thread)));
        }
      }
    }
  }

  void goesOn(SimProcess daemon) {
    Integer generation = generations.get(daemon);
    if (generation != null) {
      recorder.accept(at -> new Event.WentOn(at, generation));
    }
  }

  private static boolean held(SimThread thread) {
    return thread.standing() == Operation.WRITE;
  }
}
