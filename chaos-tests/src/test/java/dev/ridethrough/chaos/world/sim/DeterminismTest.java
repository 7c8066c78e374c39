package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One seed, one history.
class DeterminismTest {
  private static final int SEEDS = 200;

  @Test
  void aSeedGivesTheSameHistoryTwice() {
    List<Long> digests = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      digests.add(Restart.run(seed).digest());
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      if (Restart.run(seed).digest() != digests.get(seed)) {
        throw new AssertionError("seed " + seed + ": " + divergence(seed));
      }
    }
    assertThat(digests).doesNotHaveDuplicates();
  }

  private static String divergence(int seed) {
    Trace one = new Trace();
    Trace other = new Trace();
    Restart.run(seed, Settings.DEFAULT, one, Software.core());
    Restart.run(seed, Settings.DEFAULT, other, Software.core());
    return Trace.divergence(one, other).orElse("the traces are the same, only bytes differ");
  }

  /// Whatever the JVM has compiled, loaded and hashed before.
  @Test
  void aSeedGivesTheSameHistoryInAnotherJvm() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(
        List.of(
            "-Xint", "-Djdk.trackAllThreads=false", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(List.of(Restart.class.getName(), String.valueOf(SEEDS)));
    Process other = new ProcessBuilder(command).redirectErrorStream(true).start();
    String theirs = new String(other.getInputStream().readAllBytes(), UTF_8);
    assertThat(other.waitFor()).as(theirs).isZero();
    StringBuilder ours = new StringBuilder();
    for (int seed = 0; seed < SEEDS; seed++) {
      ours.append(Restart.line(seed)).append('\n');
    }
    assertThat(theirs).isEqualTo(ours.toString());
  }

  @Test
  void timeThatStepsTakeIsRepeatableToo() {
    Settings slow = Settings.DEFAULT.withStepNanos(2000);
    for (int seed = 0; seed < SEEDS / 4; seed++) {
      assertThat(Restart.run(seed, slow, null, Software.yieldingCore()))
          .isEqualTo(Restart.run(seed, slow, null, Software.yieldingCore()));
    }
  }

  @Test
  void aTraceChangesNothingAndShowsWhereTwoRunsPart() {
    Trace one = new Trace();
    Trace same = new Trace();
    Trace other = new Trace();
    assertThat(Restart.run(1, Settings.DEFAULT, one, Software.core())).isEqualTo(Restart.run(1));
    Restart.run(1, Settings.DEFAULT, same, Software.core());
    Restart.run(2, Settings.DEFAULT, other, Software.core());
    assertThat(Trace.divergence(one, same)).isEmpty();
    assertThat(Trace.divergence(one, other))
        .hasValueSatisfying(it -> assertThat(it).contains("one:", "other:"));
  }
}
