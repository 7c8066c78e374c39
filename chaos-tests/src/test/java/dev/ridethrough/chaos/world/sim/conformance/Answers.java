package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the children of one story have said, by line.
final class Answers implements Consumer<String> {
  static final String NEVER = "never returns";

  private final int story;
  private final Duration patience;
  private final LinkedBlockingQueue<String> coming = new LinkedBlockingQueue<>();
  private final Map<Integer, String> here = new TreeMap<>();

  Answers(int story, Duration patience) {
    this.story = story;
    this.patience = patience;
  }

  int story() {
    return story;
  }

  /// Called by the threads that listen to the children.
  @Override
  public void accept(String answer) {
    coming.add(answer);
  }

  void put(int line, String outcome) {
    here.put(line, outcome);
  }

  /// @param waiting whether to return as soon as the call waits, too
  String await(int line, boolean waiting) {
    long end = System.nanoTime() + patience.toNanos();
    boolean waits = false;
    while (!here.containsKey(line)) {
      String answer = next(end - System.nanoTime());
      if (answer == null) {
        return NEVER;
      }
      waits |= take(answer) == line;
      if (waits && waiting && !here.containsKey(line)) {
        return ChildMain.WAITS;
      }
    }
    return here.remove(line);
  }

  /// One of these lines whose outcome comes in time, or null.
  @Nullable Integer any(Duration within, Set<Integer> lines) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      for (int line : lines) {
        if (here.containsKey(line)) {
          return line;
        }
      }
      String answer = next(end - System.nanoTime());
      if (answer == null) {
        return null;
      }
      take(answer);
    }
  }

  private @Nullable String next(long nanos) {
    try {
      return coming.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @return the line when it waits, or else [Integer#MIN_VALUE]
  private int take(String answer) {
    String[] words = answer.split(" ", 3);
    int line = Integer.parseInt(words[1]);
    if (Integer.parseInt(words[0]) != story) {
      return Integer.MIN_VALUE;
    }
    if (words[2].equals(ChildMain.WAITS)) {
      return line;
    }
    here.put(line, words[2]);
    return Integer.MIN_VALUE;
  }
}
