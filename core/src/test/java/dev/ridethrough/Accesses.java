package dev.ridethrough;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// The words in which [ArchitectureTest] speaks of calls, references and field accesses.
final class Accesses {
  private Accesses() {}

  /// To one of these members (any, if none is given) of the classes with this name; `*` stands for
  /// any text.
  static Predicate<JavaAccess<?>> to(String owner, String... members) {
    return it ->
        matches(it.getTargetOwner().getName(), owner)
            && (members.length == 0 || matches(it.getName(), members));
  }

  @SafeVarargs
  static DescribedPredicate<JavaAccess<?>> anyOf(Predicate<JavaAccess<?>>... accesses) {
    Predicate<JavaAccess<?>> any = it -> false;
    for (Predicate<JavaAccess<?>> access : accesses) {
      any = any.or(access);
    }
    return DescribedPredicate.describe("only the machine may", any);
  }

  /// With that many parameters.
  static Predicate<JavaAccess<?>> parameters(IntPredicate count) {
    return it -> count.test(parameters(it).size());
  }

  /// To a JDK method one of whose parameters' types has this name.
  static Predicate<JavaAccess<?>> taking(String type) {
    return to("java.*")
        .and(it -> parameters(it).stream().anyMatch(p -> matches(p.getName(), type)));
  }

  static boolean matches(String name, String... globs) {
    for (String glob : globs) {
      if (name.matches(
          glob.replace("$", "\\$").replace("[", "\\[").replace(".", "\\.").replace("*", ".*"))) {
        return true;
      }
    }
    return false;
  }

  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes()
        : List.of();
  }
}
