package dev.ridethrough.chaos.world.sim;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// A sequence's processes on the real machine.
///
/// Nobody can tell a call that waits for its turn from one that is slow. So it is told what came of
/// each step on the simulated machine, and uses that to decide how long to listen, and for nothing
/// else: long for an answer that should come, briefly for one that should not.
final class StoreRealWorld implements StoreWorld {
  private static final long LONG = TimeUnit.SECONDS.toNanos(5);

  /// For an answer that needs no waiting.
  private static final long BRIEFLY = TimeUnit.MILLISECONDS.toNanos(3);

  /// For an answer of somebody who asks for the lock every 10 ms.
  private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(12);

  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(1);

  /// Who waits for the lock gives up after 190 ms. When the machine stood still for so long that he
  /// may have, then what follows is nobody's fault.
  private static final long STALL = TimeUnit.MILLISECONDS.toNanos(150);

  private final StoreChildren children;
  private final StoreRoom room;
  private final List<StoreLine> simulated;
  private final Map<Integer, StoreChild> processes = new TreeMap<>();
  private final Set<Integer> stopped = new TreeSet<>();
  private final Map<Integer, Integer> callers = new HashMap<>();
  private final Map<Integer, Long> begun = new HashMap<>();
  private boolean stalled;

  StoreRealWorld(StoreChildren children, List<StoreLine> simulated) {
    this.children = children;
    this.room = children.newRoom();
    this.simulated = simulated;
  }

  @Override
  public void start(int process) {
    StoreChild child = children.take();
    child.send(StoreChildMain.ROOM + " " + room.path);
    child.await("begun");
    processes.put(process, child);
  }

  @Override
  public void call(int process, StoreCall call) {
    callers.put(call.id(), process);
    begun.put(call.id(), System.nanoTime());
    processes.get(process).send(call.line());
  }

  @Override
  public void strike(int process, StoreStep.Signal signal) {
    StoreChild child = processes.get(process);
    switch (signal) {
      case KILL -> {
        child.kill();
        child.awaitEnd();
        children.killed(child);
        processes.remove(process);
        stopped.remove(process);
      }
      case STOP -> {
        child.stop();
        stopped.add(process);
      }
      case CONT -> {
        child.goOn();
        stopped.remove(process);
      }
    }
  }

  @Override
  public void meddle(StoreStep.Change change) {
    room.meddle(change);
  }

  @Override
  public List<Answer> settle(int step, Patience patience, Set<Integer> open) {
    Set<Integer> silent = new HashSet<>(open);
    silent.removeIf(id -> stopped.contains(callers.get(id)));
    var answers = new ArrayList<Answer>();
    List<Answer> expected = step < simulated.size() ? simulated.get(step).answers() : List.of();
    for (Answer answer : expected) {
      await(answer.id(), answers, silent);
    }
    boolean surprises = patience != Patience.GIVE_UP && !silent.isEmpty();
    if (surprises) {
      listen(patience == Patience.ASK_AGAIN ? A_WHILE : BRIEFLY, answers, silent);
    } else {
      listen(0, answers, new HashSet<>());
    }
    if (patience != Patience.GIVE_UP) {
      answers.forEach(this::noteStall);
    }
    answers.sort(comparingInt(Answer::id));
    return answers;
  }

  /// Until the answer is there, or nothing comes for long.
  private void await(int id, List<Answer> answers, Set<Integer> silent) {
    Integer caller = callers.get(id);
    if (caller == null || !processes.containsKey(caller)) {
      return;
    }
    while (answers.stream().noneMatch(answer -> answer.id() == id)) {
      Answer answer = processes.get(caller).answer(LONG);
      if (answer == null) {
        return;
      }
      heard(answer, answers, silent);
    }
  }

  /// While somebody is silent; at least to what has been said already.
  private void listen(long nanos, List<Answer> answers, Set<Integer> silent) {
    long until = System.nanoTime() + nanos;
    do {
      for (StoreChild child : processes.values()) {
        Answer answer = child.answer(silent.isEmpty() ? 0 : SLICE);
        if (answer != null) {
          heard(answer, answers, silent);
        }
      }
    } while (!silent.isEmpty() && System.nanoTime() < until);
  }

  private static void heard(Answer answer, List<Answer> answers, Set<Integer> silent) {
    answers.add(answer);
    silent.removeIf(id -> id == answer.id());
  }

  private void noteStall(Answer answer) {
    stalled |=
        answer.text().contains(StoreKind.LOCKED.name())
            && System.nanoTime() - begun.get(answer.id()) > STALL;
  }

  /// Whether somebody may have given up only because the machine stood still.
  boolean stalled() {
    return stalled;
  }

  @Override
  public void close() {
    stopped.forEach(process -> processes.get(process).goOn());
    processes.values().forEach(children::giveBack);
    try {
      StoreRoom.delete(room.path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
