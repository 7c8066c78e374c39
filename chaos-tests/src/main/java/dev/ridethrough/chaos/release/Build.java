package dev.ridethrough.chaos.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A build of Ridethrough that is put to the test.
///
/// @param name such as `OLD`
/// @param source what was given: a folder, or a tar.gz
/// @param app the same, unpacked
/// @param version as it says
/// @param digest of all its files: tells it from any other build, whatever the version
/// @param updates whether it has the command `update`
/// @param delivers whether its proxies can be told how to deliver
public record Build(
    String name,
    Path source,
    Path app,
    String version,
    String digest,
    boolean updates,
    boolean delivers) {
  private static final String SAYS = "ridethrough ";
  private static final long LIMIT_MILLIS = 30_000;

  /// Looks at a build, and unpacks it if need be.
  ///
  /// @param room an empty folder for it
  /// @throws BadBuildException when there is none, or it is too old to be verified
  public static Build open(String name, Path given, Path room)
      throws BadBuildException, IOException {
    Path source = given.toAbsolutePath().normalize();
    Files.createDirectories(room);
    Path app = Files.isDirectory(source) ? source : unpacked(name, source, room);
    if (!Files.isExecutable(app.resolve("bin/ridethrough"))) {
      throw new BadBuildException(
          "%s, %s, has no bin/ridethrough: give an app folder, an app image, or its tar.gz"
              .formatted(name, source));
    }
    Programs.Ended version = ask(app, room, "--version");
    if (!version.succeeded() || !version.said().startsWith(SAYS)) {
      throw new BadBuildException("%s does not run: %s".formatted(name, version.said()));
    }
    if (!ask(app, room, "post-update", "--help").succeeded()) {
      throw new BadBuildException(
          "%s, %s, can't be verified: it has no post-update, so nobody can update to it"
              .formatted(name, version.said()));
    }
    return new Build(
        name,
        source,
        app,
        version.said().substring(SAYS.length()),
        digestOf(app),
        ask(app, room, "update", "--help").succeeded(),
        ask(app, room, "serve", "--help").output().contains("--delivery"));
  }

  /// Another one that only differs in what was planted in it.
  Build planted(String other, Path folder) throws IOException {
    return new Build(other, folder, folder, version, digestOf(folder), updates, delivers);
  }

  Path launcher() {
    return app.resolve("bin/ridethrough");
  }

  /// Whether what is installed there is this build.
  boolean isAt(Path folder) throws IOException {
    return Files.isDirectory(folder) && digestOf(folder).equals(digest);
  }

  private static Programs.Ended ask(Path app, Path room, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(app.resolve("bin/ridethrough").toString()));
    command.addAll(List.of(words));
    Map<String, String> environment = Map.copyOf(System.getenv());
    return Programs.run(command, environment, LIMIT_MILLIS, room.resolve("asked.log"));
  }

  private static Path unpacked(String name, Path archive, Path room)
      throws BadBuildException, IOException {
    Path sum = archive.resolveSibling(archive.getFileName() + ".sha256");
    if (!Files.isRegularFile(archive) || !Files.isRegularFile(sum)) {
      throw new BadBuildException(
          "%s must be a folder, or a tar.gz with its .sha256 beside it: %s"
              .formatted(name, archive));
    }
    if (!Files.readString(sum).startsWith(digest(archive))) {
      throw new BadBuildException("%s is not what %s says: copy it again".formatted(archive, sum));
    }
    Path folder = Files.createDirectory(room.resolve("unpacked"));
    Programs.Ended tar =
        Programs.run(
            List.of("tar", "-xf", archive.toString(), "-C", folder.toString()),
            Map.copyOf(System.getenv()),
            LIMIT_MILLIS,
            room.resolve("tar.log"));
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> found = inside.toList();
      if (!tar.succeeded() || found.size() != 1) {
        throw new BadBuildException("%s can't be unpacked: %s".formatted(archive, tar.said()));
      }
      return found.getFirst();
    }
  }

  /// Of what its files are called and hold, be they there or where a link leads.
  private static String digestOf(Path app) throws IOException {
    try (Stream<Path> found = Files.walk(app)) {
      StringBuilder files = new StringBuilder();
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.append(digest(file)).append(app.relativize(file)).append('\0');
      }
      return hex(sha256().digest(files.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String digest(Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return hex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
