package dev.ridethrough.chaos.world.sim.conformance;

/// One call of a story, as data. Paths are relative to the story's folder; other things are named
/// by the number of the line that opened them.
sealed interface Call {

  /// What a process asks of its machine.
  sealed interface OfProcess extends Call {}

  sealed interface OnSockets extends OfProcess {}

  sealed interface OnFiles extends OfProcess {}

  /// What is done to a process.
  sealed interface Signal extends Call {}

  /// What somebody else does on the same machine, who may do everything.
  sealed interface Outside extends Call {}

  record Connect(String path) implements OnSockets {}

  record Listen(String path, int backlog) implements OnSockets {}

  record Accept(int listener) implements OnSockets {}

  record Finish(int listener) implements OnSockets {}

  /// One read, of at most so many bytes.
  record Read(int connection, int bytes) implements OnSockets {}

  record ReadNow(int connection, int bytes) implements OnSockets {}

  /// Writes all of so many bytes, each of them the letter of the line.
  record Write(int connection, int bytes) implements OnSockets {}

  /// Writes more than a socket holds.
  record Flood(int connection) implements OnSockets {}

  /// Reads as much as a flood writes, or to the end.
  record Drain(int connection) implements OnSockets {}

  record Peer(int connection) implements OnSockets {}

  record Close(int handle) implements OnSockets {}

  record Status(String path) implements OnFiles {}

  record CreateDirectory(String path) implements OnFiles {}

  record Rename(String from, String to) implements OnFiles {}

  record Unlink(String path) implements OnFiles {}

  record Lock(String path) implements OnFiles {}

  record IsCurrent(int lock) implements OnFiles {}

  record ReadLocked(int lock) implements OnFiles {}

  record WriteLocked(int lock, int bytes) implements OnFiles {}

  record ReadFile(String path) implements OnFiles {}

  record Watch(String path) implements OnFiles {}

  record Await(int watch) implements OnFiles {}

  /// The limit of the process's descriptors becomes what it has open, without a gap.
  record Starve() implements Signal {}

  /// It may open descriptors again.
  record Feed() implements Signal {}

  /// SIGKILL; a new process then takes its place.
  record Kill() implements Signal {}

  /// SIGSTOP.
  record Stop() implements Signal {}

  /// SIGCONT.
  record Continue() implements Signal {}

  /// Binds a socket and does not listen.
  record Bind(String path) implements Outside {}

  /// Listens on a socket that was bound before.
  record ListenOn(int bound, int backlog) implements Outside {}

  record CloseBound(int bound) implements Outside {}

  record SetMode(String path, int mode) implements Outside {}

  /// Removes an empty folder.
  record RemoveDirectory(String path) implements Outside {}

  /// Whether something may lie elsewhere afterwards.
  default boolean changesFiles() {
    return switch (this) {
      case Listen _, CreateDirectory _, Rename _, Unlink _, Lock _ -> true;
      case Bind _, SetMode _, RemoveDirectory _ -> true;
      case OfProcess _, Signal _, Outside _ -> false;
    };
  }

  /// Whether it makes a handle that later lines can use.
  default boolean opens() {
    return switch (this) {
      case Connect _, Listen _, Accept _, Lock _, Watch _, Bind _ -> true;
      case OfProcess _, Signal _, Outside _ -> false;
    };
  }
}
