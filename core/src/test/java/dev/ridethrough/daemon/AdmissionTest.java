package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.ByteBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
  private final Machine machine = new TestMachine().port();
  private final Admission admission = new Admission(machine);

  private Conversation conversation(Connection connection) {
    return new Conversation(machine, connection, admission, new ByteBudget(0), new LargeRequests());
  }

  @Test
  void nothingStartsOnceTheDrainHasBegun() {
    Conversation waits = conversation(null);
    Conversation runs = conversation(null);
    assertThat(admission.enter(waits)).isTrue();
    assertThat(admission.enter(runs)).isTrue();
    assertThat(admission.start(runs)).isEqualTo(Admission.Verdict.STARTED);
    assertThat(admission.drain()).containsExactly(waits);
    assertThat(admission.start(waits)).isEqualTo(Admission.Verdict.REFUSED);
    assertThat(admission.enter(conversation(null))).isFalse();
    admission.endWaiting();
    assertThat(admission.awaitIdle()).isEqualTo(1);
  }

  @Test
  void nobodyIsToldTwice() {
    admission.enter(conversation(null));
    assertThat(admission.drain()).hasSize(1);
    assertThat(admission.drain()).isEmpty();
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsToldToComeBack() {
    List<Conversation> running = new ArrayList<>();
    for (int i = 0; i < Admission.MAX_RUNNING; i++) {
      running.add(conversation(null));
      admission.enter(running.get(i));
      assertThat(admission.start(running.get(i))).isEqualTo(Admission.Verdict.STARTED);
    }
    Conversation late = conversation(null);
    admission.enter(late);
    assertThat(admission.start(late)).isEqualTo(Admission.Verdict.SATURATED);
    assertThat(admission.retryAfterMillis()).isBetween(Pace.LEAST_MILLIS, Pace.MOST_MILLIS);
    admission.leave(running.getFirst());
    assertThat(admission.start(late)).isEqualTo(Admission.Verdict.STARTED);
    assertThat(admission.running()).hasSize(Admission.MAX_RUNNING).contains(late);
  }

  /// The drain has listed it but not yet told it; meanwhile its request comes. Closing then without
  /// a word would make its client believe that it may have been executed.
  @Test
  void aRequestThatComesBetweenTheDrainAndItsRefusalIsToldThatItWasNotStarted(@TempDir Path room)
      throws IOException {
    Path socket = room.resolve("s");
    try (var listener = machine.sockets().listen(socket, 1);
        Wire wire = Wire.connect(socket)) {
      Conversation conversation = conversation(listener.accept());
      admission.enter(conversation);
      List<Conversation> refused = admission.drain();
      wire.send(Wire.handshake("k"), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
      conversation.run(AdmissionTest::serving);
      refused.forEach(it -> it.refuse(Conversation.DRAINING));
      assertThat(wire.rest())
          .filteredOn(line -> line.contains("\"not_started\""))
          .as("said once")
          .hasSize(1);
    }
  }

  private static Conversation.Serving serving() {
    return new Conversation.Serving(
        null,
        new dev.ridethrough.wire.DaemonLine.Greeting(1, "test", 1, 1),
        new Clients(TestMachine.REAL));
  }
}
