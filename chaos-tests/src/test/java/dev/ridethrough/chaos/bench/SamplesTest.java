package dev.ridethrough.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static Samples of(LongStream values) {
    Samples samples = new Samples();
    values.forEach(samples::add);
    return samples;
  }

  @Test
  void aPercentileIsTheSmallestValueThatSoManyPercentDoNotExceed() {
    Samples samples = of(LongStream.rangeClosed(1, 200).map(it -> 201 - it));
    assertThat(samples.percentile(50)).isEqualTo(100);
    assertThat(samples.percentile(99)).isEqualTo(198);
    assertThat(samples.percentile(100)).isEqualTo(200);
  }

  @Test
  void ofFewValuesTheNinetyNinthIsTheLargest() {
    assertThat(of(LongStream.of(7, 9, 8)).percentile(99)).isEqualTo(9);
    assertThat(of(LongStream.of(7, 9, 8)).percentile(50)).isEqualTo(8);
    assertThat(of(LongStream.of(7)).percentile(1)).isEqualTo(7);
  }

  @Test
  void ofMoreThanItsFirstCapacityNothingIsLost() {
    Samples samples = of(LongStream.rangeClosed(1, 5_000));
    assertThat(samples.size()).isEqualTo(5_000);
    assertThat(samples.percentile(100)).isEqualTo(5_000);
  }

  @Test
  void nothingMeasuredIsNoZero() {
    assertThatThrownBy(() -> new Samples().percentile(50))
        .isInstanceOf(IllegalStateException.class);
  }
}
