package dev.ridethrough.proxy;

import static org.awaitility.Awaitility.await;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A client's session with a proxy in this process.
final class Session implements AutoCloseable {
  final TestMachine machine = new TestMachine();

  /// The proxy's exit status.
  final CompletableFuture<Integer> ended = new CompletableFuture<>();

  Session(Path socket, Duration window) {
    this(socket, window, port -> port);
  }

  Session(Path socket, Duration window, UnaryOperator<Machine> change) {
    this(socket, Grace.of(window, Poll.JITTERED), change);
  }

  Session(Path socket, Grace grace, UnaryOperator<Machine> change) {
    ProxySettings settings = new ProxySettings(socket, grace, true, "test");
    Serve serve = new Serve(change.apply(machine.port()), settings, Duration.ofSeconds(4));
    TestMachine.REAL.startDedicated("proxy under test", () -> ended.complete(serve.run()));
    await().until(machine::hears);
  }

  Session send(String line) {
    machine.stdin.send(line);
    return this;
  }

  Session request(int id) {
    return send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\"}");
  }

  Session cancel(int id) {
    return send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + id
            + "}}");
  }

  /// All that the proxy has written.
  List<String> lines() {
    return machine.stdout.lines();
  }

  /// Waits for a line that contains `text`.
  String heard(String text) {
    return await("a line with " + text)
        .until(
            () -> lines().stream().filter(line -> line.contains(text)).findFirst().orElse(null),
            line -> line != null);
  }

  /// The client ends; waits until the proxy does.
  int end() {
    machine.stdin.close();
    return ended.join();
  }

  @Override
  public void close() {
    machine.stdin.close();
  }
}
