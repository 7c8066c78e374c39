package dev.ridethrough.chaos.world.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fixed stories, played on both kernels: what they once disagreed on, and what no random story may
/// be trusted to come to. Each line is a process and its call; the last outcomes are spelled out.
class KernelConformanceExamplesTest {
  private static Theatre theatre;

  @BeforeAll
  static void open() {
    theatre = new Theatre();
  }

  @AfterAll
  static void close() {
    theatre.close();
  }

  /// The outcomes of the last calls.
  private static List<String> last(int count, String... lines) {
    List<Line> story = theatre.play(lines);
    return story.subList(story.size() - count, story.size()).stream().map(Line::outcome).toList();
  }

  @Test
  void aDatagramSocketLooksLikeAFullQueue() {
    assertThat(last(1, "0 Connect datagram")).containsExactly("EAGAIN");
  }

  @Test
  void aLinkToItselfLeadsNowhere() {
    assertThat(last(2, "0 Connect loop", "0 Listen loop/s 1")).containsOnly("ENOENT");
  }

  @Test
  void aBacklogOfZeroIsTheDefault() {
    assertThat(last(3, "0 Listen s 0", "1 Connect s", "1 Connect s", "1 Connect s"))
        .containsOnly("ok");
  }

  @Test
  void theBacklogHasOnePlaceMore() {
    assertThat(last(3, "0 Listen s 1", "1 Connect s", "1 Connect s", "1 Connect s"))
        .containsExactly("ok", "ok", "EAGAIN");
  }

  /// The kernel lets the other process have it; core still believes that it holds it.
  @Test
  void aLockThatWasLostByReadingIsNotTakenAgainByItsProcess() {
    assertThat(last(3, "0 Lock u", "0 ReadFile u", "0 Lock u", "1 Lock u"))
        .containsExactly("''", "null", "ok");
  }

  @Test
  void aLockThatIsHeldIsKnownWithoutADescriptor() {
    assertThat(last(1, "0 Lock u", "0 Starve", "0 Lock u")).containsExactly("null");
  }

  @Test
  void aPeerThatWasAskedForIsRememberedAfterTheEnd() {
    assertThat(
            last(
                4,
                "0 Listen s 1",
                "1 Connect s",
                "0 Accept 0",
                "1 Peer 1",
                "1 Close 1",
                "0 Close 2",
                "1 Peer 1",
                "0 Peer 2"))
        .endsWith("pid=P0.1 uid=" + Cast.HERE.us(), "EBADF");
  }

  @Test
  void sigkillReleasesALock() {
    assertThat(last(3, "0 Lock u", "1 Lock u", "0 Kill", "1 Lock u"))
        .containsExactly("null", "waits", "ok");
  }

  /// A listener is a socket and a selector: without room for the selector the socket stays behind.
  @Test
  void aListenerWithoutRoomForItsSelectorLeavesAStaleSocket() {
    List<String> outcomes =
        last(
            3,
            "1 Listen s 1",
            "0 Connect s",
            "0 Starve",
            "0 Close 1",
            "0 Listen t 1",
            "1 Status t",
            "1 Connect t");
    assertThat(outcomes.getFirst()).isEqualTo("EMFILE");
    assertThat(outcomes.getLast()).isEqualTo("ECONNREFUSED");
  }

  @Test
  void whatWasOpenAboveTheLimitTakesNoRoomBelowIt() {
    List<String> outcomes =
        last(
            1,
            "0 Listen s 1",
            "1 Connect s",
            "0 Accept 0",
            "0 Close 2",
            "0 Starve",
            "0 Close 0",
            "0 Watch .");
    assertThat(outcomes).containsExactly("ok");
  }

  @Test
  void aWatchTakesThreeDescriptors() {
    assertThat(last(1, "0 Watch .", "0 Watch .", "0 Starve", "0 Close 0", "0 Watch ."))
        .containsExactly("ok");
    assertThat(last(1, "1 Listen s 1", "0 Connect s", "0 Starve", "0 Close 1", "0 Watch ."))
        .containsExactly("EMFILE");
  }

  @Test
  void bindWakesAWatchAndListenDoesNot() {
    assertThat(
            last(
                5,
                "1 Watch .",
                "1 Await 0",
                "0 Bind s",
                "1 Connect s",
                "1 Await 0",
                "0 ListenOn 2 1",
                "1 Connect s"))
        .containsExactly("ok", "ECONNREFUSED", "waits", "ok", "ok");
  }

  @Test
  void whoeverWaitsInAStoppedProcessReturnsWhenItGoesOn() {
    List<Line> story = theatre.play("0 Listen s 1", "0 Accept 0", "0 Stop", "1 Connect s");
    assertThat(story.getLast().toString()).isEqualTo("4 P0 Continue -> done; 1 ok");
  }

  @Test
  void aReplyIsReadBeforeTheReset() {
    assertThat(
            last(
                3,
                "0 Listen s 1",
                "1 Connect s",
                "0 Accept 0",
                "1 Write 1 3",
                "0 Write 2 2",
                "0 Kill",
                "1 Read 1 9",
                "1 Read 1 9",
                "1 Write 1 1"))
        .containsExactly("'ee'", "ECONNRESET", "EPIPE");
  }

  @Test
  void whoMovesADirectoryElsewhereMustBeAllowedToWriteIt() {
    assumeTrue(Cast.HERE.hasSomebodyElse(), "only root can start a process of somebody else");
    assertThat(last(1, "0 CreateDirectory n", "2 Rename n d/s")).containsExactly("EACCES");
  }

  /// The JDK closes a watch service whose directory is gone.
  @Test
  void aWatchWhoseDirectoryIsGoneGivesBackItsDescriptors() {
    assertThat(last(1, "1 Watch d", "1 Await 0", "1 Starve", "0 RemoveDirectory d", "1 Connect s"))
        .containsExactly("ENOENT");
  }

  @Test
  void permissionsBindOthersOnly() {
    assumeTrue(Cast.HERE.hasSomebodyElse(), "only root can start a process of somebody else");
    assertThat(
            last(
                5,
                "0 Listen s 1",
                "2 Connect s",
                "0 Connect s",
                "2 Connect closed/s",
                "2 Lock u",
                "0 Lock u"))
        .containsExactly("EACCES", "ok", "EACCES", "ok", "null");
  }
}
