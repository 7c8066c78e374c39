package dev.ridethrough.chaos.world.sim.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What there is to call at this moment of a story.
final class Handles {
  private final TreeMap<Integer, Handle> open = new TreeMap<>();
  private final Map<Integer, Line> waiting = new TreeMap<>();
  private final Set<Integer> stopped = new HashSet<>();
  private final Set<Integer> starved = new HashSet<>();

  enum Kind {
    CONNECTION,
    LISTENER,
    LOCK,
    WATCH,
    BOUND
  }

  private static final class Handle {
    private final int process;
    private final Kind kind;
    private boolean closed;
    private boolean listening;

    Handle(int process, Kind kind) {
      this.process = process;
      this.kind = kind;
    }
  }

  void note(Line line) {
    if (line.waits()) {
      waiting.put(line.number(), line);
    }
    line.returned()
        .forEach((number, outcome) -> {
          Line caller = number == line.number() ? line : waiting.remove(number);
          if (caller != null && caller.call().opens() && outcome.equals(Hands.OK)) {
            open.put(number, new Handle(caller.process(), kind(caller.call())));
          }
        });
    noteEnds(line);
  }

  private static Kind kind(Call call) {
    return switch (call) {
      case Call.Listen _ -> Kind.LISTENER;
      case Call.Lock _ -> Kind.LOCK;
      case Call.Watch _ -> Kind.WATCH;
      case Call.Bind _ -> Kind.BOUND;
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> Kind.CONNECTION;
    };
  }

  private void noteEnds(Line line) {
    int process = line.process();
    switch (line.call()) {
      case Call.Close it -> open.get(it.handle()).closed = true;
      case Call.CloseBound it -> open.remove(it.bound());
      case Call.ListenOn it -> open.get(it.bound()).listening = true;
      case Call.Stop _ -> stopped.add(process);
      case Call.Continue _ -> stopped.remove(process);
      case Call.Starve _ -> starved.add(process);
      case Call.Feed _ -> starved.remove(process);
      case Call.Kill _ -> forget(process);
      case Call.OfProcess _, Call.Outside _ -> {}
    }
  }

  private void forget(int process) {
    stopped.remove(process);
    starved.remove(process);
    open.values().removeIf(it -> it.process == process && it.kind != Kind.BOUND);
    waiting.values().removeIf(it -> it.process() == process);
  }

  /// Handles of running processes, the latest first.
  List<Integer> of(Kind kind, boolean closed) {
    List<Integer> found = new ArrayList<>();
    for (var entry : open.descendingMap().entrySet()) {
      Handle handle = entry.getValue();
      boolean canCall = kind == Kind.BOUND || !stopped.contains(handle.process);
      if (handle.kind == kind && handle.closed == closed && canCall) {
        found.add(entry.getKey());
      }
    }
    return found;
  }

  int process(int handle) {
    return open.get(handle).process;
  }

  boolean isListening(int bound) {
    return open.get(bound).listening;
  }

  /// Whether a call waits that a second one like this would compete with.
  boolean isBusy(Call call) {
    return waiting.values().stream().anyMatch(it -> rival(it.call()).equals(rival(call)));
  }

  private static String rival(Call call) {
    return switch (call) {
      case Call.Accept it -> "accept " + it.listener();
      case Call.Await it -> "await " + it.watch();
      case Call.Read it -> "read " + it.connection();
      case Call.ReadNow it -> "read " + it.connection();
      case Call.Drain it -> "read " + it.connection();
      case Call.Write it -> "write " + it.connection();
      case Call.Flood it -> "write " + it.connection();
      case Call.OfProcess it -> "other " + it;
      case Call.Signal it -> "other " + it;
      case Call.Outside it -> "other " + it;
    };
  }

  boolean isStopped(int process) {
    return stopped.contains(process);
  }

  Set<Integer> stopped() {
    return Set.copyOf(stopped);
  }

  boolean isStarved(int process) {
    return starved.contains(process);
  }
}
