package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.real.RealMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A real process of the conformance test: reads a line for each call, writes one for each answer.
final class StoreChildMain {
  /// Begins a sequence in the folder that follows, and ends the one before.
  static final String ROOM = "ROOM";

  private static final int KEYED = StoreSchema.AUDITED.getLast();

  private static final Machine MACHINE = new RealMachine();
  private static final PrintStream OUT = new PrintStream(System.out, false, UTF_8);

  private StoreChildMain() {}

  private static volatile int rooms;

  public static void main(String[] arguments) throws IOException, StoreException {
    warmUp();
    say(0, "ready");
    StoreActor actor = null;
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.startsWith(ROOM)) {
        accept(actor, StoreCall.parse(line));
        continue;
      }
      if (actor != null) {
        actor.end();
      }
      actor = enter(Path.of(line.substring(ROOM.length() + 1)));
    }
  }

  /// Two calls on one store get their turns in the order in which they were sent.
  private static void accept(StoreActor actor, StoreCall call) {
    actor.accept(call);
    while (call.verb() != StoreCall.Verb.INSIDE && !actor.isUnderWay()) {
      MACHINE.sleep(Duration.ofNanos(20_000));
    }
  }

  /// What is answered late to the sequence before must not be taken for an answer to this one.
  private static StoreActor enter(Path path) {
    int room = rooms + 1;
    rooms = room;
    say(0, "begun");
    return new StoreActor(
        MACHINE,
        path,
        (id, text) -> {
          if (room == rooms) {
            say(id, text);
          }
        });
  }

  /// So that no first use of a class looks like waiting.
  private static void warmUp() throws IOException, StoreException {
    Path room = Files.createTempDirectory("ridethrough-warm");
    Files.createDirectory(room.resolve("home"));
    try (var store = MACHINE.openStore(room.resolve("store"), StoreSchema.ALL.getFirst())) {
      store.transact(it -> StoreSchema.insert(it, KEYED, 0, 0));
      store.transact(it -> StoreSchema.find(it, KEYED, 0));
      store.transact(it -> StoreSchema.update(it, KEYED, 1, 1));
      store.transact(it -> StoreSchema.page(it, KEYED, 0, 1));
      warmUpRefusal(store);
      store.transact(it -> StoreSchema.delete(it, KEYED, 1));
      store.isCurrent();
    }
    StoreRoom.delete(room);
  }

  private static void warmUpRefusal(Store store) {
    try {
      store.transact(it -> StoreSchema.insert(it, KEYED, 1, 0));
      throw new IllegalStateException("the key is taken");
    } catch (StoreException refused) {
      StoreKind.of(refused);
    }
  }

  private static void say(int id, String text) {
    OUT.print(id + " " + text + "\n");
    OUT.flush();
  }
}
