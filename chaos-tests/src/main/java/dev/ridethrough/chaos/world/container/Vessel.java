package dev.ridethrough.chaos.world.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// One container, in which one process runs after the other: to start it again costs less than to
/// make another one. Its user is the harness's, with none of root's rights.
final class Vessel {
  private static final long MEMORY = 256L << 20;
  private static final long RESTART_SECONDS = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// The client's own has no name, and to an engine no name means: as it was.
  private static final RestartPolicy NEVER =
      new ObjectMapper().convertValue(Map.of("Name", "no"), RestartPolicy.class);

  private final Build build;
  private final Script script;
  private String id = "";

  /// How it is made.
  ///
  /// @param owner the folder of the world that it belongs to
  /// @param room the folder that it shares with the others
  record Build(String image, Path owner, Path room, List<Bind> mounts) {}

  Vessel(Build build, Script script) {
    this.build = build;
    this.script = script;
  }

  String image() {
    return build.image();
  }

  /// Whether its memory is.
  boolean isLimited() {
    return script.hog() != null;
  }

  @Nullable Pipes pipes() {
    return script.pipes();
  }

  /// Runs the command.
  ///
  /// @param log where its standard error goes
  void start(List<String> command, Path log) throws IOException {
    script.write(command, log);
    if (id.isEmpty()) {
      create();
    } else {
      Engine.client().startContainerCmd(id).exec();
    }
  }

  /// What the engine will run when it starts the container by itself.
  void prepare(List<String> command, Path log) throws IOException {
    script.write(command, log);
    policy(RestartPolicy.alwaysRestart());
  }

  private void policy(RestartPolicy policy) {
    Engine.client().updateContainerCmd(id).withRestartPolicy(policy).exec();
  }

  @SuppressWarnings("resource") // is removed by its id, since it outlives many starts
  private void create() throws IOException {
    Map<String, String> disks = new HashMap<>(Map.of("/tmp", "mode=1777"));
    if (script.hog() != null) {
      disks.put(Script.FILL, "mode=1777,size=" + 2 * MEMORY);
    }
    String user = user();
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(build.image()))
            .withImagePullPolicy(_ -> false)
            .withNetworkMode("none")
            .withTmpFs(disks)
            .withLabel(Engine.LABEL, build.owner().toString())
            .withCommand("/bin/sh", script.file().toString())
            .withStartupCheckStrategy(new AtOnce())
            .waitingFor(new AtOnce.Ready())
            .withCreateContainerCmdModifier(it -> restrict(it, user));
    container.start();
    id = container.getContainerId();
  }

  private void restrict(CreateContainerCmd command, String user) {
    HostConfig host = command.getHostConfig();
    if (host == null) {
      throw new IllegalStateException("the engine's client knows no host configuration");
    }
    host.withBinds(build.mounts())
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true"))
        .withReadonlyRootfs(true)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    if (script.hog() != null) {
      host.withMemory(MEMORY).withMemorySwap(MEMORY);
    }
    command
        .withUser(user)
        .withWorkingDir("/")
        .withEnv("PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + build.room());
  }

  private String user() throws IOException {
    return Files.getAttribute(build.room(), "unix:uid")
        + ":"
        + Files.getAttribute(build.room(), "unix:gid");
  }

  InspectContainerResponse inspect() {
    return Engine.client().inspectContainerCmd(id).exec();
  }

  /// The number of its process here; 0 when it runs none.
  long pid() {
    Long pid = inspect().getState().getPidLong();
    return pid == null ? 0 : pid;
  }

  /// Waits until the engine has started it by itself, and lets it do so no more.
  ///
  /// @param before the process that died
  long restarted(long before) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESTART_SECONDS);
    while (System.nanoTime() < end) {
      InspectContainerResponse.ContainerState state = inspect().getState();
      Long pid = state.getPidLong();
      if (Boolean.TRUE.equals(state.getRunning())
          && !Boolean.TRUE.equals(state.getRestarting())
          && pid != null
          && pid != 0
          && pid != before) {
        policy(NEVER);
        return pid;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IOException("the engine did not restart the container in " + RESTART_SECONDS + " s");
  }

  /// How often the engine has started it by itself.
  int restarts() {
    Integer count = inspect().getRestartCount();
    return count == null ? 0 : count;
  }

  /// Fills its memory.
  void fill() {
    Path hog = script.hog();
    if (hog == null) {
      throw new IllegalStateException("the container has no memory limit");
    }
    try (RandomAccessFile pipe = new RandomAccessFile(hog.toFile(), "rw")) {
      pipe.write('\n');
      pipe.getFD();
    } catch (IOException e) {
      throw new IllegalStateException("can't fill the memory of the container", e);
    }
  }

  /// Asks the engine for something that makes no sense any more when the process is gone.
  void ask(BiConsumer<DockerClient, String> what) {
    try {
      what.accept(Engine.client(), id);
    } catch (ConflictException | NotFoundException | NotModifiedException e) {
      // it is gone, or what was asked for is so already
    }
  }

  String id() {
    return id;
  }

  void remove() {
    if (!id.isEmpty()) {
      Engine.remove(id);
    }
  }
}
