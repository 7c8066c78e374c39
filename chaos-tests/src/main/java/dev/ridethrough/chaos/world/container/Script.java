package dev.ridethrough.chaos.world.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a container runs: a shell script in the shared folder, so that one container can run one
/// generation after the other. The shell replaces itself by the program, which is process 1 then.
///
/// @param pipes standard input and output, or null for none
/// @param hog a named pipe: whoever writes to it lets the container's memory be filled, or null
record Script(Path file, @Nullable Pipes pipes, @Nullable Path hog) {
  /// Where that is put.
  static final String FILL = "/fill";

  /// @param log where its standard error goes
  void write(List<String> command, Path log) throws IOException {
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    if (hog != null) {
      text.append("(read -r go <" + quoted(hog) + "; exec cat /dev/zero >" + FILL + "/full) &\n");
    }
    text.append("exec ");
    text.append(command.stream().map(Script::quoted).collect(Collectors.joining(" ")));
    text.append(" <").append(pipes == null ? "/dev/null" : quoted(pipes.in()));
    text.append(" >").append(pipes == null ? "/dev/null" : quoted(pipes.out()));
    text.append(" 2>>").append(quoted(log)).append("\n");
    Files.writeString(file, text);
  }

  private static String quoted(Object word) {
    return "'" + word.toString().replace("'", "'\\''") + "'";
  }
}
