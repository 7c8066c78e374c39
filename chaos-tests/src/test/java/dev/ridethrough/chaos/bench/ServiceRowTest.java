package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.bench.Traffic.Asked;
import dev.ridethrough.chaos.check.Overall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceRowTest {
  private static final ServiceRow.Span RESTART = new ServiceRow.Span(100, 200);
  private static final Asked INSIDE = new Asked("a", 50, 5_000_150, true);

  private static ServiceRow row(List<Asked> bare, List<Asked> riding, Map<String, Integer> ledger) {
    return ServiceRow.of("own", "SIGKILL", List.of(RESTART), bare, riding, ledger);
  }

  @Test
  void whatSucceedsThroughARestartIsHeld() {
    ServiceRow row = row(List.of(), List.of(INSIDE), Map.of("a", 1));
    assertThat(row.verdict()).isEqualTo(Overall.HELD);
    assertThat(row.overlapped()).isEqualTo(1);
    assertThat(row.longestMillis()).isEqualTo(5);
  }

  @Test
  void aRestartBetweenTwoCallsProvesNothing() {
    List<Asked> calls = List.of(new Asked("a", 0, 100, true), new Asked("b", 200, 300, true));
    assertThat(row(List.of(), calls, Map.of("a", 1, "b", 1)).verdict()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void noRestartAtAllProvesNothing() {
    ServiceRow row =
        ServiceRow.of("own", "SIGKILL", List.of(), List.of(), List.of(INSIDE), Map.of("a", 1));
    assertThat(row.verdict()).isEqualTo(Overall.VACUOUS);
  }

  @Test
  void anErrorThroughTheProxyIsBrokenAndOneOfWhoDoesNotWaitIsNot() {
    Asked failed = new Asked("b", 150, 160, false);
    Map<String, Integer> ledger = Map.of("a", 1);
    assertThat(row(List.of(failed), List.of(INSIDE), ledger).verdict()).isEqualTo(Overall.HELD);
    assertThat(row(List.of(failed), List.of(INSIDE), ledger).bareErrors()).isEqualTo(1);
    assertThat(row(List.of(), List.of(INSIDE, failed), ledger).verdict()).isEqualTo(Overall.BROKEN);
  }

  @Test
  void rowsTooManyAndTooFewAreBrokenWhoeverAsked() {
    ServiceRow twice = row(List.of(), List.of(INSIDE), Map.of("a", 2));
    assertThat(twice.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(twice.duplicates()).isEqualTo(1);
    ServiceRow lost = row(List.of(new Asked("b", 0, 1, true)), List.of(INSIDE), Map.of("a", 1));
    assertThat(lost.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(lost.lost()).isEqualTo(1);
  }

  @Test
  void theReportHasTheVerdictOfTheWorstRow() {
    ServiceRow held = row(List.of(), List.of(INSIDE), Map.of("a", 1));
    ServiceRow broken = row(List.of(), List.of(INSIDE), Map.of("a", 2));
    ServiceReport report = ServiceReport.of(MachineInfo.now(), List.of(held, broken));
    assertThat(report.verdict()).isEqualTo(Overall.BROKEN);
    assertThat(report.table()).contains("BROKEN: 2 restarts under systemd", "1 executed twice");
    assertThat(ServiceReport.of(MachineInfo.now(), List.of()).verdict()).isEqualTo(Overall.VACUOUS);
  }
}
