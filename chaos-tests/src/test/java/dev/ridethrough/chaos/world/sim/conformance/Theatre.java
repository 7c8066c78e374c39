package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Plays stories on both kernels, some at the same time: much of a story is waiting for the other
/// process.
final class Theatre implements AutoCloseable {
  static final int LANES = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// While a failure is shrunk, most of what is tried fails by waiting.
  private static final Duration PATIENCE_ONCE_BROKEN = Duration.ofSeconds(1);

  private final Children children = new Children();
  private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
  private final Rows rows = new Rows();
  private final AtomicInteger played = new AtomicInteger();
  private final long begin = System.nanoTime();
  private int agreed;
  private volatile Duration patience = PATIENCE;

  /// @throws AssertionError with the whole story when the kernels disagree on one
  void play(List<Draft> drafts) {
    List<Callable<List<Line>>> performances =
        drafts.stream().<Callable<List<Line>>>map(draft -> () -> play(draft)).toList();
    try {
      for (Future<List<Line>> performance : lanes.invokeAll(performances)) {
        rows.add(performance.get());
        agreed++;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError disagreement) {
        throw disagreement;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<Line> play(Draft draft) {
    List<Line> story = Story.of(draft);
    check(story);
    return story;
  }

  /// @param lines such as `0 Listen s 1`: process 0 listens at s
  List<Line> play(String... lines) {
    List<Line> story = Story.of(List.of(lines));
    check(story);
    return story;
  }

  private void check(List<Line> story) {
    try {
      Story.check(story, children, played.incrementAndGet(), patience);
    } catch (Disagreement e) {
      patience = PATIENCE_ONCE_BROKEN;
      throw new AssertionError(Story.text(story) + "\n" + e.getMessage(), e);
    }
  }

  /// None when there was a disagreement: then not everything was played.
  List<String> missingRows() {
    return played.get() == agreed ? rows.missing() : List.of();
  }

  String report() {
    return """
    kernel conformance: %d sequences ran, on %d both kernels agreed, in %.1f s%s
    rows of what is known of Unix sockets around a restart, and how many sequences hit each:
    %s\
    """
        .formatted(
            played.get(),
            agreed,
            (System.nanoTime() - begin) / 1e9,
            Cast.HERE.hasSomebodyElse() ? "" : " (not root: nothing was tried as another user)",
            rows.text());
  }

  @Override
  public void close() {
    lanes.close();
    children.close();
  }
}
