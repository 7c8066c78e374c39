package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// This build as OLD, and another one of the same program as NEW.
class ReleaseRunIT {
  private static final long SEED = 20_261_127;

  /// Shorter than what JUnit makes: a socket path has 106 bytes at most.
  private Path room;

  private final ReleaseVerdict verdict = new ReleaseVerdict();

  @BeforeEach
  void makeRoom() throws IOException {
    room = Files.createTempDirectory("rtr");
  }

  @AfterEach
  void deleteRoom() {
    ProcessWorld.delete(room);
  }

  private Build old() throws BadBuildException, IOException {
    return Build.open("OLD", Path.of(System.getProperty("ridethrough.app")), room.resolve("old"));
  }

  /// The same program in another build: one file more makes it one.
  private Build fresh() throws BadBuildException, IOException {
    return Planted.NOTHING.in(old(), room.resolve("fresh"));
  }

  private Overall run(Part part, Build fresh) throws BadBuildException, IOException {
    Build old = old();
    StringBuilder said = new StringBuilder();
    PartResult result =
        new ReleaseRun(old, fresh, room).run(part, 1, SEED, it -> said.append(it).append('\n'));
    ReleaseVerdict.Ruled ruled = verdict.add(result);
    assertThat(result.wrong()).as(said.toString()).isEmpty();
    return ruled.overall();
  }

  @Test
  void sessionsSurviveAnUpdate() throws BadBuildException, IOException {
    assertThat(run(Part.FORTH, fresh())).as("%s", verdict.verdict()).isEqualTo(Overall.HELD);
    assertThat(verdict.updates()).isEqualTo(1);
  }

  @Test
  void anUpdateToTheSameBuildShowsNothing() throws BadBuildException, IOException {
    assertThat(run(Part.FORTH, old())).as("%s", verdict.verdict()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void sessionsSurviveAVersionThatDoesNotStart() throws BadBuildException, IOException {
    assertThat(run(Part.NO_START, fresh())).as("%s", verdict.verdict()).isEqualTo(Overall.HELD);
  }
}
