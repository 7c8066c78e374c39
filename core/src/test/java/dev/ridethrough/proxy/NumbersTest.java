package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumbersTest {
  /// Even steps begin a request; odd ones end one of those that were begun, perhaps once more.
  @Property
  void acknowledgesThoseUpToWhichAllAreOver(
      @ForAll @Size(max = 200) List<@IntRange(max = 1000) Integer> steps) {
    Numbers numbers = new Numbers();
    Set<Long> over = new TreeSet<>();
    long begun = 0;
    for (int step : steps) {
      if (step % 2 == 0 || begun == 0) {
        assertThat(numbers.next()).isEqualTo(++begun);
      } else {
        long which = 1 + step % begun;
        numbers.over(which);
        over.add(which);
      }
      long expected = 0;
      while (over.contains(expected + 1)) {
        expected++;
      }
      assertThat(numbers.acknowledged()).isEqualTo(expected);
    }
  }

  @Test
  void aGapKeepsNoMoreThanWhatIsInFlight() throws Exception {
    Numbers numbers = new Numbers();
    long gap = numbers.next();
    for (int i = 0; i < 200_000; i++) {
      numbers.over(numbers.next());
    }
    assertThat(numbers.acknowledged()).isZero();
    Field open = Numbers.class.getDeclaredField("open");
    open.setAccessible(true);
    assertThat((Set<?>) open.get(numbers)).hasSize(1);
    numbers.over(gap);
    assertThat(numbers.acknowledged()).isEqualTo(200_001);
  }

  @Test
  void manyThreadsEndTheirsInAnyOrder() throws InterruptedException {
    Numbers numbers = new Numbers();
    List<String> wrong = new CopyOnWriteArrayList<>();
    Runnable client =
        () -> {
          for (int i = 0; i < 2_000; i++) {
            long mine = numbers.next();
            long acknowledged = numbers.acknowledged();
            if (acknowledged >= mine) {
              wrong.add(mine + " is not over, but acknowledged with " + acknowledged);
            }
            numbers.over(mine);
          }
        };
    List<Thread> threads =
        IntStream.range(0, 8).mapToObj(_ -> Thread.ofPlatform().start(client)).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(numbers.acknowledged()).isEqualTo(16_000);
  }
}
