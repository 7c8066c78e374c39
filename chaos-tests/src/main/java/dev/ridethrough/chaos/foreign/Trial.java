package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.Daemons.Death;
import dev.ridethrough.chaos.foreign.Daemons.End;
import dev.ridethrough.chaos.foreign.Daemons.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// One client, and the daemons that are restarted under it. Not thread-safe.
final class Trial {
  private static final long FIRST_LIMIT_MILLIS = 60_000;
  private static final long QUIET_MILLIS = 3_000;
  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final int MOST_ROUNDS = 3;

  private final Daemons daemons;
  private final Batches batches;
  private final Random random;
  private final Consumer<String> ticker;
  private final List<Restart> restarts = new ArrayList<>();

  /// @param batches what the client does
  /// @param ticker is told how far it is
  Trial(Daemons daemons, Batches batches, Random random, Consumer<String> ticker) {
    this.daemons = daemons;
    this.batches = batches;
    this.random = random;
    this.ticker = ticker;
  }

  /// Restarts the daemon until so many restarts were inside the load, at most three times as often;
  /// or until it is clear that the client can't bear it.
  ///
  /// @throws IOException when the client's first calls fail, with no restart at all
  List<Restart> run(ForeignClient client, int wanted) throws IOException {
    awaitFirstCalls();
    if (wanted == 0) {
      Pause.millis(QUIET_MILLIS);
    }
    List<Signal> signals = signals(wanted);
    for (int i = 0; i < MOST_ROUNDS * wanted && !signals.isEmpty(); i++) {
      Pause.millis(random.nextInt(300, 800));
      Restart restart = restart(client, signals.getLast());
      restarts.add(restart);
      if (restart.inside()) {
        signals.removeLast();
      }
      ticker.accept("%d of %d restarts".formatted(wanted - signals.size(), wanted));
      if (batches.isHopeless()) {
        break;
      }
    }
    return List.copyOf(restarts);
  }

  private void awaitFirstCalls() throws IOException {
    long end = System.nanoTime() + FIRST_LIMIT_MILLIS * 1_000_000;
    while (batches.calls() == 0 && System.nanoTime() < end) {
      Pause.millis(LOOK_AGAIN_MILLIS);
    }
    if (batches.calls() == 0 || batches.failed() > 0) {
      String why = batches.ended().stream().map(Batch::why).findFirst().orElse("no call ends");
      throw new IOException("fails without any restart: " + why);
    }
  }

  /// More by SIGKILL than by SIGTERM, if it can't be as many, in random order.
  private List<Signal> signals(int count) {
    List<Signal> signals = new ArrayList<>(Collections.nCopies(count / 2, Signal.SIGTERM));
    signals.addAll(Collections.nCopies(count - count / 2, Signal.SIGKILL));
    Collections.shuffle(signals, random);
    return signals;
  }

  /// A client that starts a proxy for each call is without one most of the time.
  private void awaitSomebody(ForeignClient client) {
    long end = System.nanoTime() + QUIET_MILLIS * 1_000_000;
    while (client.met().isEmpty() && System.nanoTime() < end) {
      Pause.millis(LOOK_AGAIN_MILLIS);
    }
    Pause.millis(random.nextInt(200));
  }

  /// A daemon that is told to terminate answers what it has: who came since then waits.
  private Restart restart(ForeignClient client, Signal signal) throws IOException {
    awaitSomebody(client);
    List<String> struck = client.met();
    End end = daemons.strike(signal);
    List<String> met = signal == Signal.SIGKILL ? struck : client.met();
    // longer than a proxy takes to start: who had one needs the next daemon
    Pause.millis(random.nextInt(250, 500));
    Death death = daemons.next(end);
    boolean inside = !Collections.disjoint(met, batches.pending());
    daemons.awaitServing();
    return new Restart(death, inside);
  }
}
