package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.world.run.Recorder;
import dev.ridethrough.chaos.world.run.Time;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stand-in for systemd's user manager, asked by its own `systemctl`.
class ManagerTest {
  private static final long LIMIT_MILLIS = 20_000;

  @TempDir private Path room;
  private final Time time =
      new Time(new RealMachine(), () -> CompletableFuture.completedFuture(null));
  private final Recorder recorder = new Recorder(time.machine(), _ -> {}, null);
  private Stage stage;
  private Service service;
  private Manager manager;

  @BeforeEach
  void setUp() throws IOException {
    stage = Stage.make(room.resolve("stage"));
    service = new Service(stage, new Chronicle(List.of(recorder)), time);
    manager = new Manager(stage, service, time);
  }

  @AfterEach
  void end() {
    if (service.isLoaded()) {
      service.finish();
    }
    manager.close();
  }

  private Programs.Ended systemctl(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(stage.room().resolve("bin/systemctl").toString()));
    command.addAll(List.of(words));
    return Programs.run(command, stage.environment(), LIMIT_MILLIS, stage.log("asked"));
  }

  private String does(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--user"));
    all.addAll(List.of(words));
    Programs.Ended ended = systemctl(all.toArray(String[]::new));
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  private String show() throws IOException {
    return does("show", "ridethrough.service", "--property=MainPID");
  }

  private void install(String script) throws IOException {
    Path program = Files.createDirectories(room.resolve("app/bin")).resolve("ridethrough");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(stage.unit().getParent());
    Files.writeString(
        stage.unit(),
        "ExecStart=" + program + " daemon run\nRestartSec=50ms\nTimeoutStopSec=300ms\n");
  }

  private long pid() {
    Generation generation = service.generation();
    return generation == null || !generation.isAlive() ? 0 : generation.pid();
  }

  private List<? extends Event> all(Class<? extends Event> kind) {
    return recorder.events().stream().filter(kind::isInstance).toList();
  }

  @Test
  void knowsNoUnitBeforeItIsLoaded() throws IOException {
    install("exec sleep 60");
    assertThat(show()).contains("LoadState=not-found", "ActiveState=inactive", "MainPID=0");
    does("daemon-reload");
    does("enable", "ridethrough.service");
    assertThat(show())
        .contains("LoadState=loaded", "UnitFileState=enabled", "FragmentPath=" + stage.unit());
  }

  @Test
  void keepsTheServiceRunning() throws IOException {
    install("exec sleep 60");
    does("daemon-reload");
    does("restart", "ridethrough.service");
    long first = pid();
    assertThat(show()).contains("ActiveState=active", "MainPID=" + first);
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await().until(() -> pid() > 0 && pid() != first);
    assertThat(all(Event.DaemonDied.class))
        .singleElement()
        .hasFieldOrPropertyWithValue("expected", false);
    long second = pid();
    does("restart", "ridethrough.service");
    assertThat(pid()).isNotIn(0L, second);
    does("stop", "ridethrough.service");
    assertThat(pid()).isZero();
    assertThat(show()).contains("ActiveState=inactive");
    assertThat(all(Event.FaultStruck.class)).hasSize(2);
  }

  @Test
  void killsWhatDoesNotEnd() throws IOException {
    install("trap '' TERM; while :; do sleep 0.1; done");
    does("daemon-reload");
    does("start", "ridethrough.service");
    does("stop", "ridethrough.service");
    assertThat(pid()).isZero();
    assertThat(all(Event.FaultStruck.class)).extracting("signal").hasToString("[SIGTERM, SIGKILL]");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    assertThat(systemctl("--user", "mask").status()).isEqualTo(1);
    assertThat(systemctl("show").output()).contains("does not know: show");
  }

  /// An update is killed where it has asked for something that is not done yet, or is.
  @Test
  void tellsWhatItIsAsked() throws IOException {
    List<String> asked = new ArrayList<>();
    manager.listen((verb, done) -> asked.add(verb + " " + done));
    does("daemon-reload");
    assertThat(asked).containsExactly("daemon-reload false", "daemon-reload true");
  }
}
