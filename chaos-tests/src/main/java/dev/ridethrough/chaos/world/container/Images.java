package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The two images of a world, without a registry. Both hold next to nothing: this machine's
/// programs are mounted into their containers. The other one brings a core that calls itself by
/// another version.
final class Images implements AutoCloseable {
  /// Of the other image, where its core is.
  static final String CORE = "/opt/next/ridethrough-core.jar";

  static final String OTHER_VERSION = "next";
  private static final String DOCKERFILE = "FROM scratch\nADD root.tar /\n";
  private static final String NAME = "ridethrough-harness";
  private static final List<String> MERGED = List.of("bin", "lib", "lib64");
  private static final List<String> PLACES = List.of("usr", "proc", "sys", "dev", "etc", "tmp");

  private final String tag;

  private Images(String tag) {
    this.tag = tag;
  }

  /// Makes both.
  ///
  /// @param tag tells them from those of other worlds
  /// @param owner the folder of the world
  /// @param core the jar under test
  static Images make(String tag, Path owner, Path core) throws IOException {
    Images images = new Images(tag);
    put(tag, owner, root(Map.of()));
    put(tag + "-next", owner, root(Map.of(CORE, otherVersion(core))));
    return images;
  }

  String first() {
    return NAME + ":" + tag;
  }

  String other() {
    return first() + "-next";
  }

  /// Built, and not imported: the engine's client can't send what is imported.
  private static void put(String tag, Path owner, byte[] root) throws IOException {
    byte[] context =
        tar(it -> {
          file(it, "Dockerfile", DOCKERFILE.getBytes(StandardCharsets.UTF_8));
          file(it, "root.tar", root);
        });
    Engine.client()
        .buildImageCmd(new ByteArrayInputStream(context))
        .withTags(Set.of(NAME + ":" + tag))
        .withLabels(Map.of(Engine.LABEL, owner.toString()))
        .exec(new BuildImageResultCallback())
        .awaitImageId();
  }

  private interface Filler {
    void fill(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Filler filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      filler.fill(tar);
    }
    return bytes.toByteArray();
  }

  /// A root folder: mount points, and links where this machine has them.
  private static byte[] root(Map<String, byte[]> files) throws IOException {
    return tar(it -> {
      for (String name : PLACES) {
        folder(it, name);
      }
      for (String name : MERGED) {
        Path here = Path.of("/", name);
        if (Files.isSymbolicLink(here)) {
          TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
          link.setLinkName(Files.readSymbolicLink(here).toString());
          it.putArchiveEntry(link);
          it.closeArchiveEntry();
        } else if (Files.isDirectory(here)) {
          folder(it, name);
        }
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        file(it, file.getKey().substring(1), file.getValue());
      }
    });
  }

  private static void file(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void folder(TarArchiveOutputStream tar, String name) throws IOException {
    tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
    tar.closeArchiveEntry();
  }

  /// The system folders that are no links here, and so must be mounted, too.
  static List<String> unmerged() {
    return MERGED.stream()
        .map(it -> "/" + it)
        .filter(it -> Files.isDirectory(Path.of(it)) && !Files.isSymbolicLink(Path.of(it)))
        .toList();
  }

  private static byte[] otherVersion(Path core) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream file = Files.newInputStream(core);
        JarInputStream from = new JarInputStream(file)) {
      Manifest manifest = from.getManifest() == null ? new Manifest() : from.getManifest();
      manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER_VERSION);
      try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
        for (ZipEntry it = from.getNextEntry(); it != null; it = from.getNextEntry()) {
          to.putNextEntry(new ZipEntry(it.getName()));
          from.transferTo(to);
          to.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    for (String image : List.of(first(), other())) {
      try {
        Engine.client().removeImageCmd(image).withForce(true).exec();
      } catch (DockerException e) {
        // a container of it is still being removed; it is small
      }
    }
  }
}
