package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.sdk.SdkTransport;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/// The SDK's stdio transport, which starts the proxy; notes what a test asks about it.
final class Transport extends SdkTransport {
  private final Place place;
  private final AtomicInteger initializations = new AtomicInteger();
  private final AtomicInteger processes = new AtomicInteger();
  private final List<Object> calls = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  Transport(Place place) {
    super(place.proxy());
    this.place = place;
    setStdErrorHandler(log::add);
  }

  @Override
  protected ProcessBuilder getProcessBuilder() {
    processes.incrementAndGet();
    ProcessBuilder builder = new ProcessBuilder();
    place.restrict(builder.environment());
    return builder;
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    if (message instanceof JSONRPCRequest request) {
      note(request);
    }
    return super.sendMessage(message);
  }

  private void note(JSONRPCRequest request) {
    switch (request.method()) {
      case "initialize" -> initializations.incrementAndGet();
      case "tools/call" -> calls.add(request.id());
      default -> {}
    }
  }

  /// How often the handshake was sent.
  int initializations() {
    return initializations.get();
  }

  /// How many proxies were started.
  int processes() {
    return processes.get();
  }

  /// The id of the last tool call that was sent.
  Object lastCall() {
    return calls.getLast();
  }

  /// What the proxy said on standard error.
  List<String> log() {
    return List.copyOf(log);
  }

  /// The proxy. The SDK keeps it to itself, and only who has it learns its exit status.
  Process proxy() {
    try {
      Field field = StdioClientTransport.class.getDeclaredField("process");
      field.setAccessible(true);
      return (Process) field.get(this);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this version of the SDK keeps its process elsewhere", e);
    }
  }
}
