package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.ForeignRow.Era;
import dev.ridethrough.chaos.world.process.Children;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The MCP Inspector's command line, one process after the other in each of some lanes.
final class InspectorClient implements ForeignClient {
  private static final long LIMIT_MILLIS = 45_000;
  private static final int MOST_OUTPUT = 1 << 20;

  private final Inspector inspector;
  private final Place place;
  private final Era era;
  private final List<Action> round;
  private final Batches batches;
  private final AtomicInteger tokens = new AtomicInteger();
  private final Map<String, Process> running = new ConcurrentHashMap<>();
  private final List<Thread> lanes = new ArrayList<>();
  private volatile boolean finishing;
  private volatile boolean closed;

  /// @param round what each lane does in turn; no two begin with the same
  InspectorClient(
      Inspector inspector, Place place, Era era, List<Action> round, int lanes, Batches batches) {
    this.inspector = inspector;
    this.place = place;
    this.era = era;
    this.round = round;
    this.batches = batches;
    for (int i = 0; i < lanes; i++) {
      int first = i;
      this.lanes.add(Thread.ofPlatform().daemon().unstarted(() -> callAllTheTime(first)));
    }
    this.lanes.forEach(Thread::start);
  }

  private void callAllTheTime(int first) {
    for (int i = first; !finishing; i++) {
      call(round.get(i % round.size()));
    }
  }

  private void call(Action action) {
    String token = "inspector-" + tokens.incrementAndGet();
    long begun = System.nanoTime();
    batches.begin(token);
    try {
      Process process = inspector.start(place, era, action.arguments(token));
      running.put(token, process);
      if (closed) {
        process.destroyForcibly(); // who closed did not see it
      }
      Answer answer = answer(process);
      batches.end(action.batch(token, answer, begun, System.nanoTime()));
    } catch (IOException e) {
      batches.end(token, true, "it could not be run: " + e.getMessage());
    } finally {
      running.remove(token);
    }
  }

  private static Answer answer(Process process) throws IOException {
    CompletableFuture<Void> guard =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(LIMIT_MILLIS, TimeUnit.MILLISECONDS));
    try (var output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
      if (!Children.ended(process, LIMIT_MILLIS)) {
        throw new IOException("it does not end");
      }
      return new Answer(process.exitValue(), text);
    } finally {
      guard.cancel(false);
    }
  }

  @Override
  public List<String> met() {
    return running.entrySet().stream()
        .filter(it -> hasProxy(it.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The Inspector is no Java program; its only child that is one is the proxy.
  private static boolean hasProxy(Process process) {
    return process
        .descendants()
        .anyMatch(it -> it.info().command().filter(name -> name.endsWith("/java")).isPresent());
  }

  @Override
  public void finish() throws IOException {
    finishing = true;
    for (Thread lane : lanes) {
      try {
        lane.join(2 * LIMIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      if (lane.isAlive()) {
        throw new IOException("the Inspector does not end");
      }
    }
  }

  @Override
  public void close() {
    finishing = true;
    closed = true;
    running.values().forEach(Process::destroyForcibly);
  }
}
