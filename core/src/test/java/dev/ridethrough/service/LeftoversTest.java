package dev.ridethrough.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` finds of an update that was cut.
class LeftoversTest {
  @TempDir private Path room;
  private Desk desk;
  private Path prefix;

  @BeforeEach
  void install() throws IOException {
    desk = new Desk(room);
    prefix = Files.createDirectories(room.resolve("prefix"));
    Files.createDirectories(prefix.resolve("versions"));
    desk.writeUnit("[Service]\nExecStart=" + prefix + "/current/bin/ridethrough daemon run\n");
  }

  private String doctor() {
    assertThat(desk.run("doctor")).as("no daemon answers").isEqualTo(1);
    return desk.said();
  }

  @Test
  void whereNoneWasCutThatIsSaid() {
    assertThat(doctor()).contains("ok       update   no update in " + prefix + " was cut");
  }

  @Test
  void anUpdateThatWasCutIsToldWithWhatToDo() throws IOException {
    Files.writeString(prefix.resolve("unfinished"), "1.0-aa\n2.0-\u001b[31mbb\n");
    assertThat(doctor())
        .contains("warning  update   an update in " + prefix + " to 2.0-\\u001b[31mbb was cut")
        .contains("ridethrough update --roll-back --prefix ");
  }

  @Test
  void halfAVersionIsTold() throws IOException {
    Files.createDirectory(prefix.resolve("versions/.incoming"));
    assertThat(doctor()).contains("warning  update   half a version is in " + prefix);
  }

  @Test
  void aServiceThatNoUpdateInstalledHasNoLeftovers() throws IOException {
    desk.writeUnit("[Service]\nExecStart=/opt/bin/ridethrough daemon run\n");
    assertThat(doctor()).doesNotContain(" update ");
  }
}
