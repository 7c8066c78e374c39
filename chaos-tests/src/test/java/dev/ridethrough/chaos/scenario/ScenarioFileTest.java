package dev.ridethrough.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.Request.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFileTest {
  @TempDir Path folder;

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("corpus"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> !it.getParent().endsWith(KnownFailureFile.FOLDER))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyScenarioOfTheCorpusSurvivesWritingAndReading(Path file) throws Exception {
    Scenario scenario = ScenarioFile.read(file);
    Path copy = folder.resolve("copy.json");
    ScenarioFile.write(scenario, copy);
    assertThat(ScenarioFile.read(copy)).isEqualTo(scenario);
    assertThat(file.getFileName()).hasToString(scenario.name() + ".json");
  }

  @Test
  void seedAndCancellationAreKeptAndLeftOutWhereThereAreNone() throws Exception {
    Request once = new Request(0, Action.APPEND, 10, 0);
    Request cancelled = new Request(0, Action.APPEND, 10, 0, 40);
    Death death = new Death(Death.Signal.SIGKILL, new Aim.Time(20));
    Life life = Life.of(List.of(once, cancelled), death, Outage.of(300, List.of()));
    Scenario plain = new Scenario("x", 2_000, 4_000, 1, List.of(life));
    Path file = folder.resolve("x.json");
    ScenarioFile.write(plain.withSeed(7), file);
    assertThat(ScenarioFile.read(file)).isEqualTo(plain.withSeed(7)).isNotEqualTo(plain);
    assertThat(ScenarioFile.text(plain)).doesNotContain("seed").containsOnlyOnce("cancelMillis");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ScenarioFile.read(folder.resolve("none.json")))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("none.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | line 1",
        "'' | not a scenario",
        "null | not a scenario: null",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[null]} | lives",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':null} | lives",
        "[] | not a scenario",
        "{'name':'x'} | windowMillis",
        "{'name':'x','windowMillis':99999999,'drainMillis':1,'proxies':1,'lives':[]} | between",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[],'run':'rm'} | run",
        "{'windowMillis':1,'drainMillis':1,'proxies':1,'lives':[]} | name",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[{'death':{'signal':'SIGKILL',"
            + "'aim':{'at':'time','millis':1}},'outage':{'millis':1,'faults':['STOPPED']}}]} | STOPPED can't lie in an outage",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[{'disturbances':[{'fault':'REGULAR_FILE',"
            + "'aim':{'at':'time','millis':1}}],'death':{'signal':'SIGKILL','aim':{'at':'time','millis':1}},'outage':"
            + "{'millis':1}}]} | REGULAR_FILE can't strike in a life",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[{'requests':[{'proxy':0,'action':'POISON'}],"
            + "'death':{'signal':'SIGTERM','aim':{'at':'time','millis':1}},'outage':{'millis':1}}]} | POISON must end by",
        "{'name':'x','windowMillis':9,'drainMillis':1,'proxies':1,'lives':[{'disturbances':[{'fault':'STOPPED',"
            + "'aim':{'at':'time','millis':1},'millis':10}],'death':{'signal':'SIGKILL','aim':{'at':'time','millis':1}},"
            + "'outage':{'millis':1}}]} | millis of STOPPED",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[{'requests':[{'proxy':0,'action':'POISON',"
            + "'cancelMillis':5}],'death':{'signal':'SIGKILL','aim':{'at':'time','millis':1}},'outage':{'millis':1}}]}"
            + " | POISON can't be cancelled",
        "{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,'lives':[{'requests':[{'proxy':0,'action':'APPEND',"
            + "'cancelMillis':60001}],'death':{'signal':'SIGKILL','aim':{'at':'time','millis':1}},'outage':{'millis':1}}]}"
            + " | cancelMillis",
      })
  void badFilesAreRefusedWithTheReason(String text, String reason) throws Exception {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text.replace('\'', '"'));
    assertThatThrownBy(() -> ScenarioFile.read(file))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("bad.json")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("NullPointer");
  }
}
