package dev.ridethrough.daemon;

import static dev.ridethrough.machine.TestMachine.overriding;
import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that connect and say nothing, or never come to an end.
class SilenceTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String APPEND = call(1, "ledger_append", "{\"text\":\"x\"}");

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void makeHome() throws IOException {
    socket = Homes.socketIn(room);
  }

  @Test
  void whoSaysNothingAfterTheGreetingIsSentAway() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire silent = daemon.greeted()) {
      long begin = System.nanoTime();
      assertThat(silent.rest())
          .singleElement()
          .asString()
          .contains("\"not_started\"", "no request came");
      assertThat(System.nanoTime() - begin)
          .isBetween(LIMIT.toNanos() / 2, LIMIT.plusSeconds(10).toNanos());
    }
  }

  @Test
  void whoHasBegunMayTakeLonger() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire slow = daemon.greeted().sendRaw("{");
        Wire silent = daemon.greeted()) {
      assertThat(silent.rest()).isNotEmpty(); // so much later
      slow.send(handshake("k").substring(1), APPEND);
      assertThat(slow.rest()).singleElement().asString().contains("\"result\"");
      assertThat(daemon.effects()).isEqualTo(1);
    }
  }

  @Test
  void whenDescriptorsLackWhoKeepsSilentGoesAtOnceAndNobodyElse() throws IOException {
    AtomicBoolean lacking = new AtomicBoolean();
    AtomicInteger accepts = new AtomicInteger();
    TestMachine machine = new TestMachine().sockets(real -> lacking(real, lacking, accepts));
    try (RunningDaemon daemon = RunningDaemon.at(socket, machine, Duration.ofSeconds(4));
        Wire begun = daemon.greeted().send(handshake("a"));
        Wire first = daemon.greeted();
        Wire second = daemon.greeted().send(handshake("b"))) {
      await().until(() -> accepts.get() == 4); // it waits for the next one
      lacking.set(true);
      try (Wire last = Wire.connect(socket); // taken by the accept that waits already
          Wire next = Wire.connect(socket)) {
        assertThat(last.line()).contains("greeting");
        long begin = System.nanoTime();
        assertThat(first.rest()).singleElement().asString().contains("too many connections");
        assertThat(System.nanoTime() - begin).isLessThan(LIMIT.toNanos());
        lacking.set(false);
        assertThat(next.line()).contains("greeting");
      }
      second.send(APPEND);
      assertThat(second.rest()).singleElement().asString().contains("\"result\"");
      begun.send(APPEND);
      assertThat(begun.rest()).singleElement().asString().contains("\"result\"");
    }
  }

  private static Sockets lacking(Sockets real, AtomicBoolean lacking, AtomicInteger accepts) {
    return overriding(
        Sockets.class,
        real,
        "listen",
        (_, original) ->
            overriding(
                Listener.class,
                (Listener) original.call(),
                "accept",
                (_, accept) -> {
                  if (lacking.get()) {
                    throw new KernelException(Errno.EMFILE, "accept");
                  }
                  accepts.incrementAndGet();
                  return accept.call();
                }));
  }

  @Test
  void aLineWithoutEndIsCutOffAtTheLimit() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire endless = daemon.greeted().send(handshake("k"))) {
      assertThat(mebibytesTaken(endless)).isBetween(8, 12);
      await().until(() -> daemon.machine.log.toString().contains("a line that is too long"));
      assertThat(daemon.effects()).isZero();
    }
  }

  private static int mebibytesTaken(Wire endless) {
    String mebibyte = "x".repeat(1 << 20);
    for (int i = 0; i < 100; i++) {
      try {
        endless.sendRaw(mebibyte);
      } catch (IOException cutOff) {
        return i;
      }
    }
    return 100;
  }
}
