package dev.ridethrough.chaos.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.chaos.foreign.ForeignRow.Era;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a shell script in the Inspector's place.
class InspectorClientTest {
  @TempDir private Path home;
  private final Batches batches = new Batches();

  @Test
  void callsUntilItIsToldToFinish() throws IOException {
    try (ForeignClient client =
        client("echo '{\"result\":{\"content\":[{\"text\":\"{\\\"id\\\":1}\"}]}}'")) {
      await().until(() -> batches.calls() >= 3);
      client.finish();
    }
    assertThat(batches.failed()).isZero();
    assertThat(batches.pending()).isEmpty();
    assertThat(batches.ended()).extracting(Batch::token).doesNotHaveDuplicates();
  }

  @Test
  void passesWhatTheInspectorNeeds() throws IOException {
    try (ForeignClient client = client("echo \"$@\" >>" + home + "/said; echo no; exit 3")) {
      await().until(() -> batches.calls() >= 1);
      client.finish();
    }
    assertThat(Files.readString(home.resolve("said")))
        .startsWith("--cli /app/bin/ridethrough serve --socket " + home + "/daemon.sock")
        .contains("--delivery exactly-once", "--protocol-era modern")
        .contains("--method tools/call --tool-name ledger_append --tool-arg text=inspector-1\n");
    assertThat(batches.ended().getFirst().why()).isEqualTo("exit status 3: no");
  }

  @Test
  void whatHasNoProxyIsNotMet() throws IOException {
    try (ForeignClient client = client("exec sleep 60")) {
      await().until(() -> !batches.pending().isEmpty());
      assertThat(client.met()).isEmpty();
    }
    await().until(() -> batches.failed() == 1);
  }

  @Test
  void saysHowToInstallIt() {
    assertThatThrownBy(() -> Inspector.in(home))
        .isInstanceOf(MissingClientException.class)
        .hasMessage("the Inspector is not installed in " + home + ": run `ci/clients --install`");
  }

  private ForeignClient client(String script) throws IOException {
    Path file = Files.writeString(home.resolve("inspector"), script + "\n");
    Place place = new Place(Path.of("/app"), home, Delivery.EXACTLY_ONCE);
    return new InspectorClient(
        new Inspector(Path.of("/bin/sh"), file),
        place,
        Era.MODERN,
        List.of(Action.APPEND),
        1,
        batches);
  }
}
