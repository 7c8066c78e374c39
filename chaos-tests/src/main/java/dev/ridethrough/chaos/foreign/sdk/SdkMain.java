package dev.ridethrough.chaos.foreign.sdk;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// Calls through one session of the official Java SDK's client until standard input ends. Each call
/// is told on standard output, when it begins and when it ends, as [SdkLine]s.
public final class SdkMain {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int THREADS = 4;

  private SdkMain() {}

  /// Runs until standard input ends.
  ///
  /// @param command of the proxy
  public static void main(String[] command) throws IOException {
    SdkTransport transport = new SdkTransport(List.of(command));
    transport.setStdErrorHandler(System.err::println);
    McpSyncClient client = McpClient.sync(transport).requestTimeout(PATIENCE).build();
    client.initialize();
    SdkCalls calls = new SdkCalls(client, System.out);
    calls.start(THREADS);
    System.in.transferTo(OutputStream.nullOutputStream());
    calls.stop();
    System.exit(client.closeGracefully() ? 0 : 1);
  }
}
