package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.sim.StoreCall.Verb;
import dev.ridethrough.chaos.world.sim.StoreStep.Signal;
import dev.ridethrough.chaos.world.sim.StoreWorld.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of the processes of a sequence and of their calls, from what they were told and
/// what they answered; and what they may be told next without leaving the outcome to chance.
final class StoreCalls {
  /// The store with which is looked at what is left in the end.
  static final int AUDITOR = 9;

  /// So many calls on one store, at most, wait for their turn.
  private static final int MOST_WAITING = 3;

  /// So many steps somebody waits for the lock, at most, so that he does not give up in between.
  private static final int LONG = 8;

  private final Map<Slot, Opened> stores = new LinkedHashMap<>();
  private final TreeMap<Integer, Call> open = new TreeMap<>();
  private final Set<Integer> alive = new TreeSet<>();
  private final Set<Integer> stopped = new TreeSet<>();
  private int ids;

  /// A place for a store in a process.
  private record Slot(int process, int store) {}

  private static final class Opened {
    boolean inside;
    boolean closing;
  }

  /// A call that has not been answered, or a transaction that is open since it was.
  private record Call(Slot slot, StoreCall call, int step) {
    boolean waits() {
      return call.verb().needsTheLock();
    }
  }

  int nextId() {
    return ++ids;
  }

  void started(int process) {
    alive.add(process);
  }

  boolean isAlive(int process) {
    return alive.contains(process);
  }

  boolean isOpened(int process, int store) {
    return stores.containsKey(new Slot(process, store));
  }

  boolean isInside(int process, int store) {
    Opened opened = stores.get(new Slot(process, store));
    return opened != null && opened.inside;
  }

  boolean canOpen(int process, int store) {
    Slot slot = new Slot(process, store);
    Opened opened = stores.get(slot);
    boolean free = opened == null || (opened.closing && !opened.inside);
    return free && count(call -> call.slot.equals(slot)) == 0 && mayCall(slot, Verb.OPEN);
  }

  boolean mayCall(int process, int store, Verb verb) {
    Slot slot = new Slot(process, store);
    Opened opened = stores.get(slot);
    if (opened == null || (verb == Verb.IS_CURRENT && opened.closing)) {
      return false; // whether what was closed is current is nobody's business
    }
    return mayCall(slot, verb);
  }

  private boolean mayCall(Slot slot, Verb verb) {
    if (!alive.contains(slot.process) || stopped.contains(slot.process)) {
      return alive.contains(slot.process) && count(call -> call.slot.process == slot.process) == 0;
    }
    if (verb == Verb.INSIDE) {
      return count(call -> call.slot.equals(slot) && call.call.verb() == Verb.INSIDE) == 0;
    }
    return count(call -> call.slot.equals(slot)) < MOST_WAITING
        && (!verb.needsTheLock() || nobodyElseWaits(other -> other.equals(slot)));
  }

  private boolean nobodyElseWaits(Predicate<Slot> but) {
    return waiting().allMatch(call -> but.test(call.slot));
  }

  private Stream<Call> waiting() {
    return open.values().stream()
        .filter(call -> call.waits() && !stopped.contains(call.slot.process));
  }

  private long count(Predicate<Call> which) {
    return open.values().stream().filter(which).count();
  }

  boolean anyWaits() {
    return waiting().findAny().isPresent();
  }

  boolean mayMeddle() {
    return open.values().stream().noneMatch(Call::waits);
  }

  boolean isLongWaited(int step) {
    return waiting().anyMatch(call -> step - call.step >= LONG);
  }

  Set<Integer> open() {
    return Set.copyOf(open.keySet());
  }

  void begun(int process, StoreCall call, int step) {
    Slot slot = new Slot(process, call.store());
    Opened opened = stores.get(slot);
    if (call.verb() == Verb.OPEN) {
      stores.remove(slot);
    } else if (call.verb() == Verb.CLOSE && opened != null) {
      opened.closing = true;
    }
    open.put(call.id(), new Call(slot, call, step));
  }

  void answered(List<Answer> answers) {
    for (Answer answer : answers) {
      Call call = open.get(answer.id());
      if (call != null && answer.text().equals("opened")) {
        stores.put(call.slot, new Opened());
      }
    }
    // The one that was open has ended before the next of those who waited began.
    answers.forEach(answer -> moved(answer, Verb.INSIDE));
    answers.forEach(answer -> moved(answer, Verb.TRANSACT));
    answers.forEach(answer -> open.remove(answer.id()));
  }

  private void moved(Answer answer, Verb verb) {
    Call call = open.get(answer.id());
    Opened opened = call == null ? null : stores.get(call.slot);
    if (opened != null && call.call.verb() == verb) {
      // the refusal of one that waited leaves open what was open
      boolean other = verb == Verb.TRANSACT && opened.inside;
      opened.inside = other || answer.text().startsWith("inside");
    }
  }

  boolean mayStrike(int process, Signal signal) {
    return switch (signal) {
      case KILL -> alive.contains(process);
      case STOP -> alive.contains(process) && !stopped.contains(process);
      case CONT ->
          stopped.contains(process)
              && (count(call -> call.slot.process == process && call.waits()) == 0
                  || nobodyElseWaits(slot -> slot.process == process));
    };
  }

  void struck(int process, Signal signal) {
    switch (signal) {
      case KILL -> {
        alive.remove(process);
        stopped.remove(process);
        stores.keySet().removeIf(slot -> slot.process == process);
        open.values().removeIf(call -> call.slot.process == process);
      }
      case STOP -> stopped.add(process);
      case CONT -> stopped.remove(process);
    }
  }

  /// Something that must still come to its end.
  record LeftOver(int process, int store, boolean stopped, boolean inside) {}

  @Nullable LeftOver leftOver() {
    for (Map.Entry<Slot, Opened> entry : stores.entrySet()) {
      Slot slot = entry.getKey();
      if (entry.getValue().inside
          && !stopped.contains(slot.process)
          && mayCall(slot, Verb.INSIDE)) {
        return new LeftOver(slot.process, slot.store, false, true);
      }
    }
    for (int process : stopped) {
      if (mayStrike(process, Signal.CONT)) {
        return new LeftOver(process, 0, true, false);
      }
    }
    return anyWaits() ? new LeftOver(0, 0, false, false) : null;
  }
}
