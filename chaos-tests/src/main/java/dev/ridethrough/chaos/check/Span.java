package dev.ridethrough.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A stretch of time in microseconds since the scenario began.
public record Span(long from, long to) {
  /// The end of what did not end.
  public static final long OPEN = Long.MAX_VALUE;

  public boolean contains(long at) {
    return from <= at && at <= to;
  }

  /// Whether they share as much as an instant.
  public boolean touches(Span other) {
    return from <= other.to && other.from <= to;
  }

  /// Whether they share more than their ends.
  public boolean overlaps(Span other) {
    return from < other.to && other.from < to;
  }

  /// How long they run together.
  public long shared(Span other) {
    return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }

  public long length() {
    return to - from;
  }

  /// What is left of it when the others are taken out, in the order of time.
  public List<Span> without(List<Span> others) {
    List<Span> left = new ArrayList<>();
    long at = from;
    for (Span other : others.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
      if (!other.overlaps(this)) {
        continue;
      }
      if (other.from > at) {
        left.add(new Span(at, other.from));
      }
      at = Math.max(at, other.to);
    }
    if (at < to || at == from) {
      left.add(new Span(at, to));
    }
    return left;
  }
}
