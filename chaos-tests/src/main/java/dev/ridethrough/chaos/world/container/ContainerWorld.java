package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.RealWorld;
import dev.ridethrough.chaos.world.process.Room;
import dev.ridethrough.chaos.world.run.Driver;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Runs scenarios on containers of this machine's engine.
public final class ContainerWorld extends RealWorld {
  private final OptionalLong proxyGraceMillis;
  private final Images images;

  /// Makes a world with images of its own, and sweeps what other harnesses left behind.
  ///
  /// @param proxyGraceMillis what the proxies are told instead of the scenario's window, by which
  ///   they are judged all the same
  /// @param observer hears of each event as it happens
  /// @throws IOException when there is no engine, with the reason
  public ContainerWorld(Target target, OptionalLong proxyGraceMillis, Consumer<Event> observer)
      throws IOException {
    super(target, observer);
    this.proxyGraceMillis = proxyGraceMillis;
    String absence = Engine.absence();
    if (absence != null) {
      super.close();
      throw new IOException(absence);
    }
    try {
      Engine.sweep();
      String tag = root().getFileName().toString().toLowerCase(Locale.ROOT);
      images = Images.make(tag, root(), Mounts.core(target.daemon()));
    } catch (IOException | DockerException e) {
      super.close();
      throw new IOException("can't make the images: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public Map<Fault, String> impossible() {
    Map<Fault, String> reasons = super.impossible();
    reasons.keySet().removeIf(Fault::needsEngine);
    // their containers drop root's rights
    reasons.remove(Fault.UNREADABLE_DIRECTORY);
    reasons.remove(Fault.READ_ONLY_DIRECTORY);
    Info info = Engine.client().infoCmd().exec();
    if (!Boolean.TRUE.equals(info.getMemoryLimit())) {
      reasons.put(Fault.MEMORY_LIMIT, "the engine can't limit memory here");
    }
    List<String> security =
        info.getSecurityOptions() == null ? List.of() : info.getSecurityOptions();
    if (security.stream().anyMatch(it -> it.contains("userns") || it.contains("rootless"))) {
      reasons.put(
          Fault.RESTART_POLICY,
          "the engine does not start again what it was told to kill, and its processes are another"
              + " user's");
    }
    return reasons;
  }

  @Override
  protected Driver driver(Scenario scenario, Room room) throws IOException {
    return new ContainerDriver(scenario, target(), proxyGraceMillis, room, root(), images);
  }

  @Override
  public void close() {
    images.close();
    super.close();
  }
}
