package dev.ridethrough.chaos.world.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Loads classes so that another thread may get its turn between any two steps that threads can
/// tell apart: before each call of `java.util.concurrent`, after each unlock, and before each
/// access to a changing field of a class that has a lock. Without it a thread goes on until it
/// waits, and a check that is out of date when it is acted upon is never seen.
///
/// Data that threads share without any synchronisation stays out of scope.
final class YieldingLoader extends ClassLoader {
  private static final Pattern CORE =
      Pattern.compile(
          "dev\\.ridethrough\\.((daemon|proxy|engine|wire|grace)\\..*"
              + "|machine\\.(Latch|Watchdog|DirectoryWatch)(\\$.*)?"
              + "|chaos\\.world\\.sim\\.CoreSoftware(\\$.*)?)");

  private static final String CONCURRENT = "java/util/concurrent/";
  private static final ClassDesc TURNS = ClassDesc.of(Turns.class.getName());
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final Predicate<String> rewritten;
  private final ClassFile classFile;

  /// @param rewritten which classes are loaded anew, by name; all others are the parent's
  YieldingLoader(ClassLoader parent, Predicate<String> rewritten) {
    super(parent);
    this.rewritten = rewritten;
    this.classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(parent)));
  }

  static YieldingLoader ofCore() {
    return new YieldingLoader(
        YieldingLoader.class.getClassLoader(), name -> CORE.matcher(name).matches());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!rewritten.test(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = rewrite(in.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] rewrite(byte[] original) {
    ClassModel model = classFile.parse(original);
    Set<String> shared = shared(model);
    CodeTransform code = (builder, element) -> rewrite(builder, element, model, shared);
    return classFile.transformClass(
        model,
        (ClassBuilder builder, ClassElement element) -> {
          if (element instanceof MethodModel method && !isInitialiser(method)) {
            builder.transformMethod(method, MethodTransform.transformingCode(code));
          } else {
            builder.with(element);
          }
        });
  }

  /// Nobody else sees an object while it is made, and a static initialiser can't yield.
  private static boolean isInitialiser(MethodModel method) {
    return method.methodName().stringValue().startsWith("<");
  }

  /// The fields that change and that threads share: all of a class with a lock, and those that are
  /// volatile.
  private static Set<String> shared(ClassModel model) {
    boolean locks = model.fields().stream().anyMatch(YieldingLoader::isLock);
    Set<String> names = new LinkedHashSet<>();
    for (FieldModel field : model.fields()) {
      boolean changes = !field.flags().has(AccessFlag.FINAL);
      if (changes && (locks || field.flags().has(AccessFlag.VOLATILE))) {
        names.add(field.fieldName().stringValue());
      }
    }
    return names;
  }

  private static boolean isLock(FieldModel field) {
    return field.fieldType().stringValue().startsWith("L" + CONCURRENT + "locks/");
  }

  private static void rewrite(
      CodeBuilder builder, CodeElement element, ClassModel model, Set<String> shared) {
    switch (element) {
      case InvokeInstruction call when isConcurrent(call) -> {
        if (!isUnlock(call)) {
          letOthersRun(builder);
        }
        builder.with(call);
        if (isUnlock(call)) {
          letOthersRun(builder);
        }
      }
      case FieldInstruction access when isShared(access, model, shared) -> {
        letOthersRun(builder);
        builder.with(access);
      }
      default -> builder.with(element);
    }
  }

  private static boolean isConcurrent(InvokeInstruction call) {
    return call.owner().asInternalName().startsWith(CONCURRENT)
        && !call.name().equalsString(ConstantDescs.INIT_NAME);
  }

  private static boolean isUnlock(InvokeInstruction call) {
    return call.name().equalsString("unlock");
  }

  private static boolean isShared(FieldInstruction access, ClassModel model, Set<String> shared) {
    return access.owner().asInternalName().equals(model.thisClass().asInternalName())
        && shared.contains(access.name().stringValue());
  }

  private static void letOthersRun(CodeBuilder builder) {
    builder.invokestatic(TURNS, "offer", NOTHING);
  }
}
