package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that sends much and reads late.
class LateReaderIT {
  private static final int REQUESTS = 600;
  private static final String TEXT = "{\"text\":\"" + "x".repeat(200_000) + "\"}";

  @TempDir private Path home;
  private App app;

  @BeforeEach
  void start() throws IOException {
    app = new App(home);
    app.daemon();
  }

  @AfterEach
  void end() {
    app.close();
  }

  /// Twice the window passes before it reads; the daemon is idle all the while, so it is not the
  /// daemon's fault.
  @Test
  void timeInWhichItDoesNotReadUsesUpNoGrace() throws IOException {
    Child serve = app.startUnread("serve", "--grace", "4s");
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> sent.complete(sendAll(serve)));
    await().pollDelay(Duration.ofSeconds(9)).until(serve.process::isAlive);
    assertThat(sent).as("what does not fit waits in the pipe").isNotDone();
    serve.read();
    await().atMost(Duration.ofSeconds(60)).until(() -> serve.out().size() == REQUESTS);
    // in short: a failure that is too long is lost on its way to Maven, and the build goes on
    assertThat(
            serve.out().stream().filter(line -> line.contains("\"error\"")).map(LateReaderIT::cut))
        .isEmpty();
    assertThat(serve.end().status()).isZero();
  }

  private static String cut(String line) {
    return line.substring(0, Math.min(line.length(), 300));
  }

  private static Void sendAll(Child serve) {
    try {
      for (int id = 1; id <= REQUESTS; id++) {
        serve.send(call(id, "echo", TEXT));
      }
    } catch (IOException e) {
      // the proxy has ended, which the test sees
    }
    return null;
  }
}
