package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.failure.CodeDigest;
import dev.ridethrough.chaos.failure.Failure.Origin;
import dev.ridethrough.chaos.failure.Versions;
import dev.ridethrough.machine.Machine;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the failures of a run come from, and which command runs them again.
///
/// @param app the folder of the app under test, or null where the core on the class path is
/// @param foreign the same, where it is not the checkout's own
record Provenance(
    String command, long seed, Sabotage sabotage, @Nullable Path app, @Nullable Path foreign) {
  private static final String CORE = "RIDETHROUGH_CORE";

  static Provenance of(String command, long seed, Place place, AppOption app, Sabotage how) {
    Path folder = place == Place.SIM ? null : app.path();
    Path foreign = folder == null || app.isOwn() ? null : folder;
    return new Provenance(command, seed, how, folder, foreign);
  }

  Origin origin() {
    return new Origin(
        command, seed, sabotage.option(), foreign == null ? null : foreign.toString());
  }

  Versions versions() {
    String version =
        Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion()).orElse("?");
    return Versions.here(version, CodeDigest.of(core()));
  }

  private Path core() {
    return app == null ? onClassPath() : app.resolve("lib/ridethrough-core.jar");
  }

  private static Path onClassPath() {
    try {
      return Path.of(Machine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("can't tell where the core is", e);
    }
  }

  /// Whether the simulated machine runs the core that is put to the test.
  boolean isSimulable() {
    return app == null || CodeDigest.of(core()).equals(CodeDigest.of(onClassPath()));
  }

  /// Whether a failure is one of this checkout, and not of something that was planted.
  boolean isOwn() {
    return sabotage == Sabotage.NONE && foreign == null && System.getenv(CORE) == null;
  }

  /// The command that runs a failure again. For the shell that the run was started from.
  String reproduce(Path failure) {
    String again = "ci/reproduce " + quoted(failure);
    if (foreign != null) {
      return again + " --app " + quoted(foreign);
    }
    String core = System.getenv(CORE);
    return app != null || core == null ? again : CORE + "=" + quoted(Path.of(core)) + " " + again;
  }

  private static String quoted(Path path) {
    return ShellWord.quoted(path.toAbsolutePath().normalize().toString());
  }
}
