package dev.ridethrough.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausesTest {
  private static final Path CORE = Path.of("../core/src/main/java/dev/ridethrough");

  /// `proxy/Exchange`, or `grace/Grace.decide`: a method begins with a small letter.
  private static final Pattern PLACE = Pattern.compile("\\b([a-z]+/[A-Z]\\w+)(?:\\.(\\w+))?");

  private static Event struck(Signal signal, Phase phase) {
    Coordinate at = Coordinate.daemon(phase, Operation.WRITE, 1);
    String aim = new Aim.Point(at, 1).words();
    return new Event.FaultStruck(1, 1, signal, aim, true, true);
  }

  private static List<String> all(Promise promise) {
    return Stream.concat(
            Stream.of(Causes.usual(promise, List.of())),
            Arrays.stream(Phase.values())
                .map(it -> Causes.usual(promise, List.of(struck(Signal.SIGKILL, it)))))
        .distinct()
        .toList();
  }

  /// Whoever renames a class or a method must not leave people with a name that is nowhere.
  @ParameterizedTest
  @EnumSource
  void whatItNamesIsThere(Promise promise) {
    for (String cause : all(promise)) {
      List<String> missing = new ArrayList<>();
      PLACE
          .matcher(cause)
          .results()
          .forEach(it -> missing.addAll(missing(it.group(1), it.group(2))));
      assertThat(missing).as(cause).isEmpty();
      assertThat(cause).contains("Look first at").containsPattern(PLACE);
    }
  }

  private static List<String> missing(String file, String method) {
    try {
      String text = Files.readString(CORE.resolve(file + ".java"));
      boolean known = method == null || text.contains(" " + method + "(");
      return known ? List.of() : List.of(file + "." + method);
    } catch (IOException e) {
      return List.of(file);
    }
  }

  @Test
  void thePhaseInWhichTheFaultStruckSaysMore() {
    String reply = Causes.usual(Promise.NO_DUPLICATE, List.of(struck(Signal.SIGKILL, Phase.REPLY)));
    assertThat(reply).contains("the reply was lost");
    assertThat(Causes.usual(Promise.NO_DUPLICATE, List.of(struck(Signal.SIGKILL, Phase.BIND))))
        .isEqualTo(Causes.usual(Promise.NO_DUPLICATE, List.of()))
        .isNotEqualTo(reply);
  }

  @Test
  void aSigtermBeginsADrain() {
    assertThat(Causes.usual(Promise.ONE_DAEMON, List.of(struck(Signal.SIGTERM, Phase.EXECUTE))))
        .contains("still its own");
  }
}
