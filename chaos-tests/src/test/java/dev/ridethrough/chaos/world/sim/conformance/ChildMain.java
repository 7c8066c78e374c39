package dev.ridethrough.chaos.world.sim.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.real.RealMachine;
import dev.ridethrough.machine.real.Unlock;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A process on the real kernel that carries out calls which come line by line on its standard
/// input, each on a thread of its own.
///
/// Its argument is a folder to rehearse in. Commands: `begin STORY FOLDER`, `call LINE CALL`,
/// `block LINE CALL` (a call that is expected to wait: told as soon as its thread does), `fill` and
/// `free` (all descriptors up to the limit), `end`. Each answer is `STORY LINE OUTCOME`.
public final class ChildMain {
  static final String WAITS = "waits";
  static final int NO_LINE = -1;
  private static final long QUIET_NANOS = 2_000_000;
  private static final long CLOSE_NANOS = 1_000_000_000;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final ReentrantLock writing = new ReentrantLock();
  private final List<FileInputStream> filling = new ArrayList<>();
  private RealMachine machine = new RealMachine();
  private Hands hands = new Hands(machine, Path.of("/"));
  private String story = "";

  /// How many descriptors there are without any story's.
  private final long atFirst;

  private ChildMain() throws IOException {
    atFirst = open();
  }

  public static void main(String[] args) throws IOException {
    Rehearsal.run(new RealMachine(), Path.of(args[0]));
    ChildMain child = new ChildMain();
    child.say("no-story", NO_LINE, "ready");
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String command = in.readLine(); command != null; command = in.readLine()) {
      child.obey(command.split(" ", 3));
    }
  }

  private void obey(String[] words) throws IOException {
    switch (words[0]) {
      case "begin" -> begin(words[1], Path.of(words[2]));
      case "call" -> start(Integer.parseInt(words[1]), words[2]);
      case "block" -> watch(start(Integer.parseInt(words[1]), words[2]), words[1]);
      case "fill" -> fill();
      case "free" -> free();
      case "end" -> end();
      default -> throw new IllegalArgumentException("no command: " + words[0]);
    }
  }

  /// On a new machine: it remembers locks.
  private void begin(String number, Path folder) {
    story = number;
    machine = new RealMachine();
    hands = new Hands(machine, folder);
  }

  private Thread start(int line, String words) {
    Call.OfProcess call = (Call.OfProcess) Words.call(words);
    Hands mine = hands;
    String its = story;
    return Thread.ofVirtual().start(() -> say(its, line, mine.perform(line, call)));
  }

  private void watch(Thread caller, String line) {
    if (Waiting.of(caller)) {
      say(story, Integer.parseInt(line), WAITS);
    }
  }

  private void say(String its, int line, String outcome) {
    writing.lock();
    try {
      out.write((its + " " + line + " " + outcome + "\n").getBytes(UTF_8));
    } catch (IOException gone) {
      Runtime.getRuntime().halt(1);
    } finally {
      writing.unlock();
    }
  }

  /// What the JVM itself had open for a moment is free again a moment later.
  private void fill() {
    long quiet = System.nanoTime() + QUIET_NANOS;
    while (System.nanoTime() < quiet) {
      try {
        filling.add(new FileInputStream("/dev/null"));
        quiet = System.nanoTime() + QUIET_NANOS;
      } catch (IOException full) {
        LockSupport.parkNanos(QUIET_NANOS / 10);
      }
    }
    say(story, NO_LINE, "full");
  }

  private void free() throws IOException {
    for (FileInputStream it : filling) {
      it.close();
    }
    filling.clear();
    say(story, NO_LINE, "free");
  }

  private void end() throws IOException {
    if (!filling.isEmpty()) {
      free();
    }
    hands.closeAll();
    for (LockedFile lock : hands.locks()) {
      Unlock.close(lock);
    }
    awaitClosed();
  }

  /// A socket that a call still waits on is closed by that call's thread, and what nobody closes by
  /// the collector: the next story must not find room that it did not make.
  private void awaitClosed() throws IOException {
    long limit = System.nanoTime() + CLOSE_NANOS;
    while (open() > atFirst && System.nanoTime() < limit) {
      System.gc();
      LockSupport.parkNanos(QUIET_NANOS / 10);
    }
  }

  private static long open() throws IOException {
    try (var found = Files.list(Path.of("/proc/self/fd"))) {
      return found.count();
    }
  }
}
