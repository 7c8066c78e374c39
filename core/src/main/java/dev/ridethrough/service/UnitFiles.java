package dev.ridethrough.service;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The unit files of this user.
final class UnitFiles {
  private static final int MAX_BYTES = 64 * 1024;

  private final Machine machine;
  private final Path directory;

  /// Where systemd looks for units of this user, before it looks anywhere else.
  ///
  /// @throws ServiceException when HOME is of no use
  UnitFiles(Machine machine) throws ServiceException {
    this.machine = machine;
    this.directory = configuration(machine).resolve("systemd").resolve("user");
  }

  private static Path configuration(Machine machine) throws ServiceException {
    String own = machine.environment("XDG_CONFIG_HOME");
    if (own != null && own.startsWith("/")) {
      return Path.of(own);
    }
    String home = machine.environment("HOME");
    if (home == null || !home.startsWith("/")) {
      throw new ServiceException(
          "HOME is not set to an absolute path: set it, or systemd's unit files can't be found.");
    }
    return Path.of(home, ".config");
  }

  Path service() {
    return directory.resolve(Unit.SERVICE);
  }

  Path socket() {
    return directory.resolve(Unit.SOCKET);
  }

  /// What the units say.
  ///
  /// @return null when there is no service unit, or when it is a link, as one that is masked is
  /// @throws ServiceException when it can't be read
  @Nullable Unit read() throws ServiceException {
    String text = text(service());
    if (text == null) {
      return null;
    }
    try {
      return new UnitReader(machine).read(text, text(socket()));
    } catch (ServiceException e) {
      throw new ServiceException(
          "can't make out what "
              + printable(service())
              + " says: "
              + e.getMessage()
              + ". Correct it, or delete it and run `ridethrough daemon install`.");
    }
  }

  private @Nullable String text(Path file) throws ServiceException {
    try {
      return switch (machine.files().status(file).kind()) {
        case MISSING, LINK -> null;
        case FILE, DIRECTORY, SOCKET, OTHER -> machine.host().read(file, MAX_BYTES);
      };
    } catch (KernelException e) {
      throw new ServiceException("can't read a unit: " + e.getMessage() + ".");
    }
  }

  /// Whether the service's unit leads elsewhere: `systemctl mask` makes it lead to nothing.
  boolean isLink() throws ServiceException {
    try {
      return machine.files().status(service()).kind() == FileStatus.Kind.LINK;
    } catch (KernelException e) {
      throw new ServiceException("can't look at a unit: " + e.getMessage() + ".");
    }
  }

  /// Whether it is the service's file, by whatever path.
  boolean isService(String path) throws ServiceException {
    try {
      return path.startsWith("/")
          && machine.files().status(Path.of(path)).equals(machine.files().status(service()));
    } catch (KernelException | InvalidPathException e) {
      throw new ServiceException("can't look at a unit: " + e.getMessage() + ".");
    }
  }

  /// Whether [#write] would change nothing.
  boolean areCurrent(Unit unit) throws ServiceException {
    boolean socket = unit.activated() && !unit.socketText().equals(text(socket()));
    boolean superfluous = !unit.activated() && text(socket()) != null;
    return !socket && !superfluous && unit.serviceText().equals(text(service()));
  }

  /// Makes the files say what the unit says; one that says it already is not touched.
  void write(Unit unit) throws ServiceException {
    try {
      machine.files().createDirectory(directory);
      if (unit.activated()) {
        replace(socket(), unit.socketText());
      } else {
        machine.files().unlink(socket());
      }
      replace(service(), unit.serviceText());
    } catch (KernelException e) {
      throw new ServiceException(
          "can't write a unit: "
              + e.getMessage()
              + ". Make "
              + printable(directory)
              + " writable.");
    }
  }

  private void replace(Path file, String text) throws KernelException, ServiceException {
    if (!text.equals(text(file))) {
      machine.host().replace(file, text);
    }
  }

  void delete() throws ServiceException {
    try {
      machine.files().unlink(service());
      machine.files().unlink(socket());
    } catch (KernelException e) {
      throw new ServiceException("can't delete a unit: " + e.getMessage() + ".");
    }
  }

  private static String printable(Path path) {
    return Text.printable(path.toString());
  }
}
