package dev.ridethrough.chaos.foreign.sdk;

import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/// The SDK's stdio transport, which starts the proxy, for many callers at once.
public class SdkTransport extends StdioClientTransport {
  private final ReentrantLock turn = new ReentrantLock();

  /// Makes one that starts this proxy.
  ///
  /// @param command of the proxy
  public SdkTransport(List<String> command) {
    super(
        ServerParameters.builder(command.getFirst())
            .args(command.subList(1, command.size()))
            .build(),
        McpJsonDefaults.getMapper());
  }

  /// One caller at a time: the SDK's queue fails a message that comes while another is being added
  /// (issue 875 of its repository), and nothing of it reaches the proxy then.
  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    turn.lock();
    try {
      return super.sendMessage(message);
    } finally {
      turn.unlock();
    }
  }
}
