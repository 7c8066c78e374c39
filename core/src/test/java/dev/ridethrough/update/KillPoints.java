package dev.ridethrough.update;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/// Loads the classes of an update so that it dies right before a file operation or a program that
/// is to be run, as in a power cut. For one thread at a time.
public final class KillPoints extends ClassLoader {
  private static final String REWRITTEN = "dev.ridethrough.update.";

  /// Only looks, and at each process of the machine.
  private static final String READER = ".InUse";

  private static final Set<String> PLACES =
      Set.of(
          "java/nio/file/Files", "java/nio/channels/FileChannel", "dev/ridethrough/machine/Host");

  private static int passed;
  private static int fatal;

  KillPoints() {
    super(KillPoints.class.getClassLoader());
  }

  /// Nothing that the update does catches it.
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super(null, null, false, false);
    }
  }

  /// Dies at the n-th place from now on; 0 is none.
  static void arm(int place) {
    passed = 0;
    fatal = place;
  }

  /// Called from the rewritten classes.
  public static void pass() {
    passed++;
    if (passed == fatal) {
      throw new Death();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(REWRITTEN) || name.startsWith(KillPoints.class.getName())) {
      return super.loadClass(name, resolve);
    }
    Class<?> known = findLoadedClass(name);
    return known == null ? rewritten(name) : known;
  }

  private Class<?> rewritten(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassFile file = ClassFile.of();
      byte[] bytes =
          file.transformClass(
              file.parse(in.readAllBytes()),
              name.endsWith(READER)
                  ? ClassTransform.ACCEPT_ALL
                  : ClassTransform.transformingMethodBodies(KillPoints::withPass));
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static void withPass(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && PLACES.contains(call.owner().asInternalName())
        && !call.name().equalsString("close")) { // the kernel closes what a dead process had
      code.invokestatic(
          ClassDesc.of(KillPoints.class.getName()), "pass", MethodTypeDesc.ofDescriptor("()V"));
    }
    code.with(element);
  }
}
