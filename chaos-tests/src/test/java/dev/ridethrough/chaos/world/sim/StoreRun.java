package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.chaos.world.sim.StoreCall.Ending;
import dev.ridethrough.chaos.world.sim.StoreCall.Verb;
import dev.ridethrough.chaos.world.sim.StoreStep.Signal;
import dev.ridethrough.chaos.world.sim.StoreWorld.Answer;
import dev.ridethrough.chaos.world.sim.StoreWorld.Patience;
import java.util.ArrayList;
import java.util.List;

/// Runs a sequence on one machine and writes down what was done and what came of it.
///
/// A step is left out when the outcome would be chance: two stores that ask for the same lock from
/// time to time, and nobody can know who comes first. Which steps are left out follows from the
/// answers so far, so that it is the same on both machines while they agree.
final class StoreRun {
  private static final String HOME = "home";
  private static final int AUDITED_ROWS = 1000;
  private static final int MOST_LEFT_OVER = 20;

  private final StoreWorld world;
  private final StoreCalls calls = new StoreCalls();
  private final List<StoreLine> lines = new ArrayList<>();
  private final List<StoreLine> model;

  private StoreRun(StoreWorld world, List<StoreLine> model) {
    this.world = world;
    this.model = model;
  }

  static List<StoreLine> run(StoreWorld world, List<StoreStep> steps) {
    return run(world, steps, List.of());
  }

  /// @param model what came of it elsewhere; nothing is done any more after the first line that
  ///   differs
  static List<StoreLine> run(StoreWorld world, List<StoreStep> steps, List<StoreLine> model) {
    var run = new StoreRun(world, model);
    try {
      run.all(steps);
    } catch (Differs _) {
      // the lines show it
    }
    return run.lines;
  }

  private void all(List<StoreStep> steps) {
    for (StoreStep step : steps) {
      if (calls.isLongWaited(lines.size())) {
        giveUp();
      }
      step(step);
    }
    wakeAndEnd();
    audit();
  }

  /// What follows a difference is another story.
  private static final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void step(StoreStep step) {
    switch (step) {
      case StoreStep.Open open -> open(open.process(), open.store(), open.schema());
      case StoreStep.Transact transact -> transact(transact);
      case StoreStep.IsCurrent asks -> plain(asks.process(), asks.store(), Verb.IS_CURRENT);
      case StoreStep.Close closes -> plain(closes.process(), closes.store(), Verb.CLOSE);
      case StoreStep.Strike strike -> strike(strike.process(), strike.signal());
      case StoreStep.Meddle meddle -> meddle(meddle);
      case StoreStep.GiveUp _ -> {
        if (calls.anyWaits()) {
          giveUp();
        }
      }
    }
  }

  private void open(int process, int store, int schema) {
    if (!calls.isAlive(process)) {
      world.start(process);
      calls.started(process);
    }
    if (calls.canOpen(process, store)) {
      call(process, store, Verb.OPEN, schema, List.of(), Ending.COMMIT);
    }
  }

  private void transact(StoreStep.Transact wanted) {
    int process = wanted.process();
    int store = wanted.store();
    if (!calls.isOpened(process, store)) {
      open(process, store, 0);
      return;
    }
    Verb verb = calls.isInside(process, store) && !wanted.queue() ? Verb.INSIDE : Verb.TRANSACT;
    if (calls.mayCall(process, store, verb)) {
      call(process, store, verb, 0, wanted.actions(), wanted.ending());
    }
  }

  private void plain(int process, int store, Verb verb) {
    if (!calls.isOpened(process, store)) {
      open(process, store, 1);
    } else if (calls.mayCall(process, store, verb)) {
      call(process, store, verb, 0, List.of(), Ending.COMMIT);
    }
  }

  private void call(
      int process, int store, Verb verb, int schema, List<Action> actions, Ending ending) {
    send(process, new StoreCall(calls.nextId(), verb, store, HOME, schema, actions, ending));
  }

  private void send(int process, StoreCall call) {
    boolean releases = call.verb() == Verb.INSIDE && call.ending() != Ending.STAY;
    calls.begun(process, call, lines.size());
    world.call(process, call);
    settle("process " + process + ": " + call, releases ? Patience.ASK_AGAIN : Patience.NONE);
  }

  private void strike(int process, Signal signal) {
    if (calls.mayStrike(process, signal)) {
      calls.struck(process, signal);
      world.strike(process, signal);
      settle(signal + " process " + process, Patience.ASK_AGAIN);
    }
  }

  /// Not while somebody waits: nobody knows how far he has come.
  private void meddle(StoreStep.Meddle meddle) {
    if (calls.mayMeddle()) {
      world.meddle(meddle.change());
      settle(meddle.change().name(), Patience.NONE);
    }
  }

  private void giveUp() {
    settle("time passes", Patience.GIVE_UP);
  }

  private void settle(String what, Patience patience) {
    Patience needed = calls.anyWaits() ? patience : Patience.NONE;
    List<Answer> answers = world.settle(lines.size(), needed, calls.open());
    calls.answered(answers);
    var line = new StoreLine(what, answers);
    lines.add(line);
    if (!model.isEmpty()
        && (lines.size() > model.size() || !line.equals(model.get(lines.size() - 1)))) {
      throw new Differs();
    }
  }

  /// Whoever was stopped goes on, and transactions that were left open end.
  private void wakeAndEnd() {
    int most = lines.size() + MOST_LEFT_OVER; // a store that is broken may never answer
    StoreCalls.LeftOver left = calls.leftOver();
    while (left != null && lines.size() < most) {
      end(left);
      left = calls.leftOver();
    }
  }

  private void end(StoreCalls.LeftOver left) {
    if (left.stopped()) {
      strike(left.process(), Signal.CONT);
    } else if (left.inside()) {
      call(left.process(), left.store(), Verb.INSIDE, 0, List.of(), Ending.RUNTIME_EXCEPTION);
    } else {
      giveUp();
    }
  }

  /// What the next to open it sees.
  private void audit() {
    open(0, StoreCalls.AUDITOR, 0);
    if (calls.isOpened(0, StoreCalls.AUDITOR)) {
      List<Action> all = new ArrayList<>();
      for (int table : StoreSchema.AUDITED) {
        all.add(new Action(Action.Kind.PAGE, table, 0, AUDITED_ROWS));
      }
      call(0, StoreCalls.AUDITOR, Verb.TRANSACT, 0, all, Ending.COMMIT);
    }
  }
}
