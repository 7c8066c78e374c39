package dev.ridethrough.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What only the commands around a daemon need: other programs, and files that they read. Neither a
/// daemon nor a proxy asks for it. Thread-safe.
public interface Host {
  /// As much of each output of a program is kept.
  int MAX_OUTPUT_BYTES = 64 * 1024;

  /// How a program ended, and what it wrote, cut after [#MAX_OUTPUT_BYTES].
  record Ended(int status, String out, String err) {}

  /// Runs a program without input and waits for its end. No shell reads the words.
  ///
  /// @param command the path of the program, and its arguments
  /// @param environment is added to that of this process
  /// @throws KernelException EAGAIN when it was ended because it took longer than `limit`, EIO when
  ///   it can't be started
  Ended run(List<String> command, Map<String, String> environment, Duration limit)
      throws KernelException;

  /// Starts a program that goes on when this one and its terminal are gone. It has no input, and
  /// writes to the end of `log`.
  ///
  /// @return its process id
  /// @throws KernelException EIO when it can't be started
  long startDetached(List<String> command, Path log) throws KernelException;

  /// Whether a program is at `path`, or where a link there leads, that this user may run.
  boolean isProgram(Path path);

  /// Replaces the file, or creates it, so that it has the old text or the new one whatever dies
  /// meanwhile, the machine included.
  void replace(Path file, String text) throws KernelException;

  /// How many bytes the file has.
  long size(Path file) throws KernelException;

  /// The text of a file.
  ///
  /// @throws KernelException EIO when it has more than `limit` bytes or is not UTF-8
  String read(Path file, int limit) throws KernelException;

  /// The command that started this process, as it was called.
  ///
  /// @return null when it was not started by the launcher
  @Nullable Path launcher();

  /// The folder of the Java that runs this process.
  Path javaHome();
}
