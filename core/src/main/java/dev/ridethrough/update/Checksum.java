package dev.ridethrough.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SHA-256 of files.
final class Checksum {
  private static final Pattern FORM = Pattern.compile("(?i)([0-9a-f]{64})(\\s.*)?", Pattern.DOTALL);
  private static final int MAX_BYTES = 4096;
  private static final int BUFFER = 64 * 1024;

  private Checksum() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Of the bytes of a file.
  static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    add(digest, file);
    return hex(digest);
  }

  static void add(MessageDigest digest, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }

  /// What is written beside an archive, as `sha256sum` writes it.
  ///
  /// @throws UpdateException when it is missing or something else
  static String beside(Path archive) throws UpdateException {
    Path file = archive.resolveSibling(archive.getFileName() + ".sha256");
    try (InputStream in = Files.newInputStream(file)) {
      return parse(
          file.toString(),
          new String(in.readNBytes(MAX_BYTES), java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UpdateException(
          "can't read %s: an archive is only installed with its checksum. Copy that file beside it, or give --sha256 HEX."
              .formatted(file));
    }
  }

  /// Reads 64 hexadecimal digits, and ignores the file's name after them.
  ///
  /// @param where the text is from, for people
  static String parse(String where, String text) throws UpdateException {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new UpdateException(
          where + ": a SHA-256 checksum has 64 hexadecimal digits; this has not.");
    }
    return matcher.group(1).toLowerCase(java.util.Locale.ROOT);
  }
}
