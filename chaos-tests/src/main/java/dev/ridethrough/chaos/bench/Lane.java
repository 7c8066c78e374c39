package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.ServeProcess.Asked;
import java.io.IOException;
import java.util.ArrayDeque;

/// One way to make round trips; takes turns with the others.
abstract class Lane {
  private final String name;
  private final String how;
  private final Samples samples = new Samples();
  private long elapsed;

  Lane(String name, String how) {
    this.name = name;
    this.how = how;
  }

  interface Trip {
    void make() throws IOException;
  }

  interface Request {
    Asked send() throws IOException;
  }

  /// Makes round trips for so long.
  ///
  /// @param counts false in the warm-up
  void turn(long nanos, boolean counts) throws IOException {
    Samples into = counts ? samples : new Samples();
    long start = System.nanoTime();
    run(start + nanos, into);
    elapsed += counts ? System.nanoTime() - start : 0;
  }

  abstract void run(long end, Samples into) throws IOException;

  Row.Measured row() {
    return Row.ofRate(name, how, samples, elapsed);
  }

  /// One after the other.
  static Lane sequential(String name, String how, Trip trip) {
    return new Lane(name, how) {
      @Override
      void run(long end, Samples into) throws IOException {
        for (long now = System.nanoTime(); now < end; ) {
          trip.make();
          long then = System.nanoTime();
          into.add(then - now);
          now = then;
        }
      }
    };
  }

  /// So many at once through a proxy, all sent by one thread.
  static Lane pipelined(String name, String how, Request request, int many) {
    return new Lane(name, how) {
      private record Sent(Asked asked, long at) {}

      @Override
      void run(long end, Samples into) throws IOException {
        ArrayDeque<Sent> inFlight = new ArrayDeque<>();
        while (System.nanoTime() < end) {
          while (inFlight.size() < many) {
            long now = System.nanoTime();
            inFlight.add(new Sent(request.send(), now));
          }
          finish(inFlight.remove(), into);
        }
        for (Sent sent : inFlight) {
          finish(sent, into);
        }
      }

      private void finish(Sent sent, Samples into) throws IOException {
        into.add(Waits.join(sent.asked().answered(), "an answer through `serve`") - sent.at());
      }
    };
  }
}
