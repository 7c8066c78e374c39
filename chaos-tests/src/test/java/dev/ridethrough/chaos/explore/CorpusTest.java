package dev.ridethrough.chaos.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  @Test
  void largeOnesComeOnlyWhenAskedFor() throws Exception {
    assertThat(Corpus.read(CORPUS, false)).noneMatch(it -> it.proxies() == 100);
    assertThat(Corpus.read(CORPUS, true).getFirst().proxies()).isEqualTo(100);
  }

  /// Whatever a gate's seed, each fault that can be done is done.
  @Test
  void everyFaultIsInIt() throws Exception {
    Set<Fault> missing = EnumSet.allOf(Fault.class);
    Corpus.read(CORPUS, false).stream().map(Scenario::faults).forEach(missing::removeAll);
    missing.removeIf(it -> it.when() == Fault.When.DEATH || it.needsEngine());
    assertThat(missing).containsExactly(Fault.WALL_CLOCK_JUMP);
  }

  @Test
  void aMissingCorpusIsNamed() {
    assertThatThrownBy(() -> Corpus.read(Path.of("nowhere"), false))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("nowhere");
  }
}
