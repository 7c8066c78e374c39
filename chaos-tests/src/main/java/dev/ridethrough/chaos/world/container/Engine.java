package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import dev.ridethrough.chaos.history.Printable;
import dev.ridethrough.chaos.world.process.Leftovers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/// The container engine of this machine.
public final class Engine {
  /// On each container and image of a harness: the folder of the world that it belongs to.
  static final String LABEL = "dev.ridethrough.chaos";

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final int LONGEST_REASON = 300;
  private static final long ANSWER_MILLIS = 20_000;

  private static @Nullable DockerClient known;

  private Engine() {}

  /// Why there is none, or null where one answers. Asks at most once when there is one.
  public static synchronized @Nullable String absence() {
    if (known != null) {
      return null;
    }
    if (System.getenv("DOCKER_HOST") == null && !Files.exists(SOCKET)) {
      return "no container engine: there is no " + SOCKET;
    }
    try {
      known = inTime(Engine::answering, ANSWER_MILLIS);
      return null;
    } catch (RuntimeException e) {
      return "no container engine answers: "
          + Printable.escaped(String.valueOf(e.getMessage()), LONGEST_REASON);
    }
  }

  private static DockerClient answering() {
    DockerClient client = DockerClientFactory.lazyClient();
    client.pingCmd().exec();
    URI used = DockerClientFactory.instance().getTransportConfig().getDockerHost();
    checkMeant(System.getenv("DOCKER_HOST"), used.toString());
    return client;
  }

  /// Testcontainers takes the next best one without a word.
  static void checkMeant(@Nullable String wanted, String used) {
    if (wanted != null && !wanted.isEmpty() && !wanted.equals(used)) {
      throw new IllegalStateException(
          "nothing answers at DOCKER_HOST, %s, but something at %s".formatted(wanted, used));
    }
  }

  /// What it answers, if it does so in time: whoever asks one that hangs waits for ever.
  static <T> T inTime(Callable<T> question, long millis) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("engine")
        .start(() -> {
          try {
            answer.complete(question.call());
          } catch (Exception | LinkageError e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + millis + " ms", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// To ask it.
  static synchronized DockerClient client() {
    if (known == null) {
      throw new IllegalStateException("nobody has asked whether there is an engine");
    }
    return known;
  }

  /// Removes the containers and images of harnesses that were killed; Testcontainers removes the
  /// containers of one that ends by itself. What can't be removed stays.
  static void sweep() {
    try {
      for (Container it :
          client().listContainersCmd().withShowAll(true).withLabelFilter(Set.of(LABEL)).exec()) {
        if (!Leftovers.isOwned(Path.of(it.getLabels().get(LABEL)))) {
          remove(it.getId());
        }
      }
      for (Image it : client().listImagesCmd().withLabelFilter(LABEL).exec()) {
        String owner = it.getLabels() == null ? null : it.getLabels().get(LABEL);
        if (owner != null && !Leftovers.isOwned(Path.of(owner))) {
          client().removeImageCmd(it.getId()).withForce(true).exec();
        }
      }
    } catch (IOException | DockerException e) {
      // what somebody else left is not worth failing for
    }
  }

  static void remove(String id) {
    try {
      client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      // it is gone, or the next harness removes it
    }
  }
}
