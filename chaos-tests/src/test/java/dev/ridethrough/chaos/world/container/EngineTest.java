package dev.ridethrough.chaos.world.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final long LIMIT_MILLIS = 200;

  /// Neither a gate that need not go on in containers, nor one that must, may wait for ever.
  @Test
  void anEngineThatHangsIsNone() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() ->
            Engine.inTime(
                () -> {
                  never.await();
                  return "answer";
                },
                LIMIT_MILLIS))
        .withMessageContaining("no answer within 200 ms");
  }

  @Test
  void anotherOneIsHeard() {
    assertThat(Engine.inTime(() -> "answer", 20_000)).isEqualTo("answer");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() ->
            Engine.inTime(
                () -> {
                  throw new IllegalStateException("no socket");
                },
                20_000))
        .withMessageContaining("no socket");
  }

  @Test
  void noOtherOneIsTakenThanTheOneThatIsMeant() {
    Engine.checkMeant(null, "unix:///a");
    Engine.checkMeant("", "unix:///a");
    Engine.checkMeant("unix:///a", "unix:///a");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Engine.checkMeant("unix:///b", "unix:///a"))
        .withMessage("nothing answers at DOCKER_HOST, unix:///b, but something at unix:///a");
  }
}
