package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/// A container counts as started when the engine has: whether its process serves, or must not, the
/// scenario finds out.
final class AtOnce extends StartupCheckStrategy {
  @Override
  public StartupStatus checkStartupState(DockerClient client, String id) {
    return StartupStatus.SUCCESSFUL;
  }

  /// Nothing is waited for.
  static final class Ready extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
