package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Watch;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimFilesTest {
  private static final Path DIRECTORY = Path.of("/tmp");
  private static final Path A = DIRECTORY.resolve("a");
  private static final Path B = DIRECTORY.resolve("b");
  private static final int USER = 1000;

  private final Simulation simulation = new Simulation(1, Settings.DEFAULT.withWatches(2));
  private final Disk disk = simulation.disk();
  private final Actor one = new Actor(simulation, "one", USER);
  private final Actor two = new Actor(simulation, "two", USER);
  private final Files files = one.machine().files();

  @BeforeEach
  void makeDirectory() throws KernelException {
    disk.makeDirectory(DIRECTORY, USER, 0755);
  }

  private Kind kind(Path path) {
    return one.get(() -> files.status(path)).kind();
  }

  @Test
  void statusTellsTheKindAndFollowsNoLink() throws KernelException {
    disk.makeFile(A, USER, 0640, "text");
    disk.makeLink(B, USER, A);
    disk.makePipe(DIRECTORY.resolve("p"), USER, 0600);
    assertThat(kind(A)).isEqualTo(Kind.FILE);
    assertThat(kind(B)).isEqualTo(Kind.LINK);
    assertThat(kind(DIRECTORY)).isEqualTo(Kind.DIRECTORY);
    assertThat(kind(DIRECTORY.resolve("p"))).isEqualTo(Kind.OTHER);
    assertThat(one.get(() -> files.status(A)).mode()).isEqualTo(0640);
  }

  @Test
  void whatIsNotThereIsMissing() throws KernelException {
    disk.makeFile(A, USER, 0600, "");
    for (Path path : new Path[] {B, Path.of("/none/x"), A.resolve("x")}) {
      assertThat(one.get(() -> files.status(path))).isEqualTo(FileStatus.MISSING);
    }
  }

  @Test
  void aDirectoryThatMayNotBePassedThroughDenies() throws KernelException {
    disk.setMode(DIRECTORY, 0600);
    assertThat(one.errno(() -> files.status(A))).isEqualTo(Errno.EACCES);
    disk.setMode(DIRECTORY, 0500);
    assertThat(one.errno(() -> files.createDirectory(A))).isEqualTo(Errno.EACCES);
  }

  @Test
  void rootMayDoEverythingUnlessToldOtherwise() throws KernelException {
    disk.setMode(DIRECTORY, 0);
    Actor root = new Actor(simulation, "root", 0);
    root.run(() -> root.machine().files().createDirectory(A));
    Simulation strict = new Simulation(1, Settings.DEFAULT.withRootBypasses(false));
    strict.disk().makeDirectory(DIRECTORY, USER, 0);
    Actor weak = new Actor(strict, "root", 0);
    assertThat(weak.errno(() -> weak.machine().files().createDirectory(A))).isEqualTo(Errno.EACCES);
  }

  @Test
  void directoriesAreMadeWithTheirParents() throws KernelException {
    Path deep = A.resolve("b/c");
    one.run(() -> files.createDirectory(deep));
    one.run(() -> files.createDirectory(deep));
    assertThat(kind(deep)).isEqualTo(Kind.DIRECTORY);
    assertThat(disk.status(A).mode()).isEqualTo(0700);
    disk.makeFile(B, USER, 0600, "");
    assertThat(one.errno(() -> files.createDirectory(B))).isEqualTo(Errno.EEXIST);
    assertThat(one.errno(() -> files.createDirectory(B.resolve("x/y"))))
        .isIn(Errno.EEXIST, Errno.ENOTDIR);
  }

  @Test
  void renameReplacesAndUnlinkForgets() throws KernelException {
    disk.makeFile(A, USER, 0600, "new");
    disk.makeFile(B, USER, 0600, "old");
    String id = disk.status(A).id();
    one.run(() -> files.rename(A, B));
    assertThat(disk.read(B)).isEqualTo("new");
    assertThat(disk.status(B).id()).isEqualTo(id);
    assertThat(kind(A)).isEqualTo(Kind.MISSING);
    assertThat(one.errno(() -> files.rename(A, B))).isEqualTo(Errno.ENOENT);
    one.run(() -> files.unlink(B));
    one.run(() -> files.unlink(B));
    assertThat(kind(B)).isEqualTo(Kind.MISSING);
    assertThat(one.errno(() -> files.unlink(DIRECTORY))).isIn(Errno.EIO, Errno.EACCES);
  }

  @Test
  void aReadOnlyDiskRefusesNamesAndAFullOneBytes() throws KernelException {
    Path mount = Path.of("/mnt");
    Device device = disk.mount(mount, USER, 0755);
    LockedFile first = one.get(() -> files.tryLock(mount.resolve("first")));
    one.run(() -> first.write("1"));
    device.setFull(true);
    LockedFile second = one.get(() -> files.tryLock(mount.resolve("second")));
    assertThat(one.errno(() -> second.write("2"))).isEqualTo(Errno.ENOSPC);
    one.run(() -> first.write("11"));
    device.setReadOnly(true);
    assertThat(one.errno(() -> files.createDirectory(mount.resolve("d")))).isEqualTo(Errno.EROFS);
    assertThat(one.errno(() -> files.tryLock(mount.resolve("third")))).isEqualTo(Errno.EROFS);
  }

  @Test
  void aLockIsHeldUntilItsProcessIsGone() {
    LockedFile held = one.get(() -> files.tryLock(A));
    one.run(() -> held.write("text"));
    assertThat(two.get(() -> two.machine().files().tryLock(A))).isNull();
    assertThat(one.get(() -> files.tryLock(A))).as("once per process").isNull();
    assertThat(two.get(() -> two.machine().files().read(A))).isEqualTo("text");
    one.process.kill();
    simulation.run(Duration.ZERO);
    LockedFile taken = two.get(() -> two.machine().files().tryLock(A));
    assertThat(two.get(taken::read)).isEqualTo("text");
  }

  @Test
  void aLockedFileKnowsWhetherItIsStillAtItsPath() {
    LockedFile held = one.get(() -> files.tryLock(A));
    assertThat(one.get(held::isCurrent)).isTrue();
    one.run(() -> files.unlink(A));
    assertThat(one.get(held::isCurrent)).isFalse();
    LockedFile other = two.get(() -> two.machine().files().tryLock(A));
    assertThat(other).as("another file").isNotNull();
    assertThat(one.get(held::isCurrent)).isFalse();
    assertThat(two.get(other::isCurrent)).isTrue();
  }

  /// `fcntl` locks are lost when any descriptor of the file is closed.
  @Test
  void readingALockedFileLosesItsLock() {
    LockedFile held = one.get(() -> files.tryLock(A));
    assertThat(held).isNotNull();
    one.run(() -> files.read(A));
    assertThat(two.get(() -> two.machine().files().tryLock(A))).isNotNull();
  }

  @Test
  void whatIsNoFileCanNeitherBeReadNorLocked() throws KernelException {
    disk.makePipe(A, USER, 0600);
    assertThat(one.errno(() -> files.read(A))).isEqualTo(Errno.EEXIST);
    assertThat(one.errno(() -> files.tryLock(A))).isEqualTo(Errno.EEXIST);
    assertThat(one.errno(() -> files.read(B))).isEqualTo(Errno.ENOENT);
    disk.makeFile(B, USER + 1, 0600, "secret");
    assertThat(one.errno(() -> files.read(B))).isEqualTo(Errno.EACCES);
    assertThat(one.errno(() -> files.tryLock(B))).isEqualTo(Errno.EACCES);
  }

  @Test
  void aWatchTellsThatSomethingCameOrWent() {
    Watch watch = one.get(() -> files.watch(DIRECTORY));
    var waiting = one.begin(watch::await);
    assertThat(waiting.isDone()).isFalse();
    two.run(() -> two.machine().files().createDirectory(A));
    assertThat(waiting.value()).isTrue();
    two.run(() -> two.machine().files().rename(A, B));
    assertThat(one.get(watch::await)).isTrue();
    var again = one.begin(watch::await);
    assertThat(again.isDone()).isFalse();
    one.run(watch::close);
    assertThat(again.value()).isFalse();
  }

  /// The lost wake-up: who connects when it hears of the new name may be refused, and hears no
  /// more.
  @Test
  void bindIsToldAndListenIsNot() throws KernelException {
    int refused = 0;
    for (int seed = 0; seed < 200; seed++) {
      refused += firstAnswerAfterTheBind(seed) == Errno.ECONNREFUSED ? 1 : 0;
    }
    assertThat(refused).isBetween(1, 199);
  }

  private static @Nullable Errno firstAnswerAfterTheBind(long seed) throws KernelException {
    Simulation simulation = new Simulation(seed, Settings.DEFAULT);
    simulation.disk().makeDirectory(DIRECTORY, USER, 0755);
    Actor client = new Actor(simulation, "client", USER);
    Actor server = new Actor(simulation, "server", USER);
    Watch watch = client.get(() -> client.machine().files().watch(DIRECTORY));
    Actor.Pending<Boolean> connected =
        client.begin(() -> watch.await() && client.machine().sockets().connect(A) != null);
    server.run(() -> server.machine().sockets().listen(A, 1));
    assertThat(client.begin(watch::await).isDone()).as("told of the listen").isFalse();
    return connected.failure() == null ? null : connected.errno();
  }

  @Test
  void aWatchDiesWithItsDirectory() throws KernelException {
    one.run(() -> files.createDirectory(A));
    Watch watch = one.get(() -> files.watch(A));
    var waiting = one.begin(watch::await);
    disk.remove(A);
    simulation.run(Duration.ZERO);
    assertThat(waiting.value()).isFalse();
    assertThat(one.get(watch::await)).isFalse();
    assertThat(one.errno(() -> files.watch(A))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void aUserHasSoManyWatches() {
    one.run(() -> files.watch(DIRECTORY));
    Watch second = two.get(() -> two.machine().files().watch(DIRECTORY));
    assertThat(one.errno(() -> files.watch(DIRECTORY))).isEqualTo(Errno.EMFILE);
    two.run(second::close);
    one.run(() -> files.watch(DIRECTORY));
    one.process.kill();
    simulation.run(Duration.ZERO);
    two.run(() -> two.machine().files().watch(DIRECTORY));
  }

  @Test
  void aFreedInodeIsUsedAgain() throws KernelException {
    disk.makeFile(A, USER, 0600, "");
    String id = disk.status(A).id();
    one.run(() -> files.unlink(A));
    disk.makeFile(B, USER, 0600, "");
    assertThat(disk.status(B).id()).isEqualTo(id);
  }
}
