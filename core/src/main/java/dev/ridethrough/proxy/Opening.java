package dev.ridethrough.proxy;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.mcp.Legacy;
import dev.ridethrough.mcp.Offer;
import dev.ridethrough.mcp.Stateless;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests that open a session. A client that gets no answer to them often has no server for
/// the rest of its life; so when no daemon comes in time the proxy answers what only asks who is
/// there, from what the last daemon offered.
///
/// Never the list of tools: the next daemon may have others.
final class Opening {
  private static final String TOOLS_LIST = "tools/list";
  private static final int OTHERS = 0077;

  private final Client client;
  private final Announcer announcer;

  Opening(Client client, Announcer announcer) {
    this.client = client;
    this.announcer = announcer;
  }

  /// Whether a request has no effect, so that it may be sent again whatever became of it.
  static boolean isHarmless(String method) {
    return List.of(Legacy.INITIALIZE, Legacy.PING, Stateless.DISCOVER, TOOLS_LIST).contains(method);
  }

  /// The reply that the client is to get, given the one that the exchange came to.
  byte[] settled(Envelope.Request request, byte[] line, Exchange exchange, byte[] reply) {
    byte[] own = exchange.isGivenUp() ? ownAnswer(request, line) : null;
    byte[] settled = own == null ? reply : own;
    if (request.method().equals(Legacy.INITIALIZE)) {
      rememberSession(line, settled);
    }
    return settled;
  }

  /// The client has got the reply.
  void delivered(Envelope.Request request, Exchange exchange, byte[] reply) {
    if (!request.method().equals(TOOLS_LIST)) {
      return;
    }
    if (exchange.isGivenUp()) {
      client.tools.failed();
      client.bell.ring(); // the lookout must look anew, also at a daemon that only was too busy
    } else if (isResult(reply)) {
      client.tools.listed(exchange.toolsDigest());
    }
    announcer.asked();
  }

  private static boolean isResult(byte[] reply) {
    try {
      return Envelope.of(reply) instanceof Envelope.Response it && !it.error();
    } catch (BadMessageException e) {
      return false;
    }
  }

  private byte @Nullable [] ownAnswer(Envelope.Request request, byte[] line) {
    if (!isHarmless(request.method())) {
      return null;
    }
    try {
      return lastOffer().answer(request.id(), request.method(), Json.object(line));
    } catch (BadMessageException e) {
      return null;
    }
  }

  /// What the last daemon offered; what this build does when that can't be known.
  private Offer lastOffer() {
    client.machine.enter(Phase.CONNECT, null);
    Path socket = client.settings.socket();
    Path file = socket.resolveSibling(socket.getFileName() + Offer.SUFFIX);
    try {
      FileStatus status = client.machine.files().status(file);
      if (isOwn(status)) {
        return Offer.of(client.machine.files().read(file).getBytes(StandardCharsets.UTF_8));
      }
      if (status.kind() != FileStatus.Kind.MISSING) {
        client.log(file + " is not used: others may write it, or it is no file");
      }
    } catch (KernelException | BadMessageException e) {
      client.log(file + " can't be used: " + e.getMessage());
    }
    return Offer.ofBuild(client.settings.version());
  }

  private boolean isOwn(FileStatus status) {
    return status.kind() == FileStatus.Kind.FILE
        && status.uid() == client.machine.self().uid()
        && (status.mode() & OTHERS) == 0;
  }

  private void rememberSession(byte[] request, byte[] reply) {
    try {
      Map<String, Object> session = SessionContext.of(request, reply);
      if (session != null) {
        client.session(session);
      }
    } catch (BadMessageException | RuntimeException e) {
      client.log("what initialize agreed on can't be read: " + e.getMessage());
    }
  }
}
