package dev.ridethrough.machine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealMachineTest {
  private final Machine machine = new RealMachine();

  @Test
  void aTimerRunsWhenItIsDue() throws Exception {
    var ran = new CountDownLatch(1);
    var on = new AtomicReference<Thread>();
    long start = machine.nanoTime();
    machine.after(
        Duration.ofMillis(50),
        () -> {
          on.set(Thread.currentThread());
          ran.countDown();
        });
    ran.await();
    assertThat(machine.nanoTime() - start).isGreaterThan(50_000_000);
    assertThat(on.get().isVirtual()).isTrue();
  }

  @Test
  void aCancelledTimerDoesNot() {
    var ran = new AtomicInteger();
    Timer timer = machine.after(Duration.ofMillis(50), ran::incrementAndGet);
    timer.cancel();
    timer.cancel();
    machine.after(Duration.ofMillis(100), () -> ran.addAndGet(10));
    await().untilAtomic(ran, org.hamcrest.Matchers.greaterThan(0));
    assertThat(ran).hasValue(10);
  }

  @Test
  void cancelledTimersLeaveNothingBehind() {
    var timers = new Timers((_, action) -> action.run());
    var made = new ArrayList<Timer>();
    for (int i = 0; i < 50_000; i++) {
      made.add(timers.after(Duration.ofHours(1), () -> {}));
    }
    assertThat(timers.outstanding()).isEqualTo(50_000);
    made.forEach(Timer::cancel);
    assertThat(timers.outstanding()).isZero();
  }

  @Test
  void aTimerThatBlocksHoldsUpNoOther() {
    var ran = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      machine.after(Duration.ofMillis(10), () -> machine.sleep(Duration.ofHours(1)));
    }
    machine.after(Duration.ofMillis(20), ran::incrementAndGet);
    await().untilAtomic(ran, org.hamcrest.Matchers.is(1));
  }

  @Test
  void sleepIsNotInterrupted() throws Exception {
    var sleeper =
        Threads.PLATFORM.start(() -> {
          Thread.currentThread().interrupt();
          long start = machine.nanoTime();
          machine.sleep(Duration.ofMillis(50));
          assertThat(Thread.interrupted()).isTrue();
          return machine.nanoTime() - start;
        });
    assertThat(sleeper.get()).isGreaterThanOrEqualTo(50_000_000);
    machine.sleep(Duration.ofMillis(-1));
  }

  @Test
  void threadsAreOfTheirKind() {
    var virtual = new AtomicReference<Boolean>();
    machine.start("one", () -> virtual.set(Thread.currentThread().isVirtual()));
    await().until(() -> Boolean.TRUE.equals(virtual.get()));
    machine.startDedicated("two", () -> virtual.set(Thread.currentThread().isVirtual()));
    await().until(() -> Boolean.FALSE.equals(virtual.get()));
  }

  @Test
  void itKnowsItself() throws Exception {
    Peer self = machine.self();
    assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(self.uid()).isEqualTo((int) new com.sun.security.auth.module.UnixSystem().getUid());
  }

  @Test
  void othersAreAskedToEnd() throws Exception {
    Process other = new ProcessBuilder("cat").start();
    assertThat(machine.alive(other.pid())).isTrue();
    assertThat(machine.terminate(other.pid())).isTrue();
    assertThat(other.waitFor()).isEqualTo(128 + 15);
    assertThat(machine.alive(other.pid())).isFalse();
    assertThat(machine.terminate(other.pid())).isFalse();
    assertThat(machine.terminate(machine.self().pid())).isFalse();
  }

  @Test
  void randomNumbersDiffer() throws Exception {
    var numbers = new HashSet<Long>();
    for (int i = 0; i < 1000; i++) {
      numbers.add(Threads.VIRTUAL.call(() -> machine.random().nextLong()));
    }
    assertThat(numbers).hasSize(1000);
  }

  @Test
  void eachSignalReachesTheHandlerAndNoneKills() throws Exception {
    try (var child = Child.start("signals")) {
      assertThat(child.line()).isEqualTo("READY");
      for (String name : List.of("TERM", "INT", "HUP", "TERM")) {
        if (isIgnored(name)) {
          continue; // as by nohup or a shell's &: children inherit that, and the JDK leaves it so
        }
        child.signal(name);
        assertThat(child.line()).isEqualTo("asked to end, virtual: true");
      }
      assertThat(child.end()).isEqualTo(7);
    }
  }

  private static boolean isIgnored(String signal) throws IOException {
    int bit = Map.of("HUP", 0, "INT", 1, "TERM", 14).get(signal);
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(it -> it.startsWith("SigIgn:"))
        .map(it -> Long.parseUnsignedLong(it.substring(7).strip(), 16))
        .anyMatch(it -> (it >> bit & 1) != 0);
  }

  @Test
  void stdinGoesToStdout() throws Exception {
    try (var child = Child.start("echo")) {
      child.send("one");
      assertThat(child.line()).isEqualTo("one");
      String much = "x".repeat(500_000);
      var sender = Threads.PLATFORM.start(() -> sent(child, much));
      assertThat(child.line()).isEqualTo(much);
      sender.get();
      assertThat(child.end()).isZero();
      assertThat(child.line()).isEqualTo("END");
    }
  }

  private static boolean sent(Child child, String line) throws IOException {
    child.send(line);
    return true;
  }

  @Test
  void closingStdinWakesItsReader() throws Exception {
    try (var child = Child.start("close-stdin")) {
      assertThat(child.line()).isEqualTo("EBADF");
      assertThat(child.line()).isEqualTo("EBADF");
      assertThat(child.end()).isZero();
    }
  }

  @Test
  void aReaderOfStdoutThatIsGoneIsEPIPE() throws Exception {
    try (var child = Child.start("close-stdout")) {
      child.process.getInputStream().close();
      assertThat(child.errorLine()).isEqualTo("EPIPE");
    }
  }

  @Test
  void logWritesLinesToStderr() throws Exception {
    try (var child = Child.start("log", "3")) {
      for (int i = 0; i < 3; i++) {
        assertThat(child.errorLine()).isEqualTo("x".repeat(1000));
      }
    }
  }

  @Test
  void aStderrThatNobodyReadsStopsNobody() throws Exception {
    try (var child = Child.start("log", "2000")) {
      assertThat(child.line()).isEqualTo("LOGGED");
    }
  }

  @Test
  void aClosedStderrIsNoHindrance() throws Exception {
    try (var child = Child.startAfter("exec 2>&-", "log", "100")) {
      assertThat(child.line()).isEqualTo("LOGGED");
    }
  }
}
