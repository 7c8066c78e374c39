package dev.ridethrough.service;

import dev.ridethrough.grace.Failure;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.Probe;
import dev.ridethrough.proxy.ProxySettings;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What a client finds at a socket path. A socket that can be connected to proves nothing: only an
/// answered request does.
public sealed interface Condition {

  /// A daemon answered a request.
  ///
  /// @param pid as the daemon says; the kernel would name a service manager that made the socket
  /// @param maker of the socket
  /// @param millis how long the answer took
  record Serving(
      String version, long generation, long pid, Maker maker, boolean journal, long millis)
      implements Condition {
    /// For people.
    String process() {
      return "pid " + pid + (maker == Maker.OTHER_CONTAINER ? " of another container" : "");
    }

    boolean isAnother(Serving other) {
      return pid != other.pid || generation != other.generation;
    }
  }

  /// Who made a socket, as far as the kernel tells.
  enum Maker {
    DAEMON,
    /// Another process, such as a service manager.
    MANAGER,
    /// A process that can't be seen from here.
    OTHER_CONTAINER;

    static Maker of(Probe.Finding.Serving greeted) {
      long pid = greeted.peer().pid();
      if (pid == Peer.UNSEEN) {
        return OTHER_CONTAINER;
      }
      return pid == greeted.greeting().pid() ? DAEMON : MANAGER;
    }
  }

  /// Nobody answers.
  ///
  /// @param explanation for people
  record NotServing(Why why, String explanation) implements Condition {}

  /// Why nobody answers.
  enum Why {
    /// Nothing is at the path.
    MISSING,
    /// A socket that nobody listens at.
    STALE,
    /// This user may not use what is there.
    NOT_ACCESSIBLE,
    /// It is no socket, or the path can't be one.
    UNUSABLE,
    /// Somebody may listen, but does not answer.
    UNREACHABLE;

    /// In words.
    public String words() {
      return switch (this) {
        case MISSING -> "missing";
        case STALE -> "stale";
        case NOT_ACCESSIBLE -> "not accessible";
        case UNUSABLE -> "unusable";
        case UNREACHABLE -> "unreachable";
      };
    }
  }

  /// Sends one harmless request, without waiting for a restart. Takes a few seconds at most when
  /// nobody answers.
  ///
  /// @param version of this program
  static Condition at(Machine machine, Path socket, String version) {
    return switch (Probe.at(machine, socket)) {
      case Probe.Finding.Serving greeted -> exchange(machine, socket, version, greeted);
      case Probe.Finding.NotServing not ->
          new NotServing(why(not.failure()), Text.printable(not.explanation()));
    };
  }

  private static Condition exchange(
      Machine machine, Path socket, String version, Probe.Finding.Serving greeted) {
    Grace once = Grace.of(Duration.ZERO, Poll.JITTERED);
    long before = machine.nanoTime();
    Call call = new Call(machine, new ProxySettings(socket, once, false, version));
    call.knows(greeted.greeting().version());
    return switch (call.request("ping", Map.of())) {
      case Call.Answer.Result _ -> {
        DaemonLine.Greeting greeting = greeted.greeting();
        yield new Serving(
            Text.printable(greeting.version()),
            greeting.generation(),
            greeting.pid(),
            Maker.of(greeted),
            greeting.journal(),
            Duration.ofNanos(machine.nanoTime() - before).toMillis());
      }
      case Call.Answer.Failed failed ->
          new NotServing(
              Why.UNREACHABLE,
              "it greets but does not answer. " + Text.printable(failed.message()));
    };
  }

  private static Why why(Failure failure) {
    return switch (failure) {
      case Failure.Missing _ -> Why.MISSING;
      case Failure.Refused _ -> Why.STALE;
      case Failure.Denied _, Failure.ForeignPeer _ -> Why.NOT_ACCESSIBLE;
      case Failure.NotASocket _, Failure.PathTooLong _, Failure.Other _ -> Why.UNUSABLE;
      default -> Why.UNREACHABLE;
    };
  }
}
