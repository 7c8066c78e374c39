package dev.ridethrough;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.MonitorInstruction;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks for `synchronized` blocks in the bytecode, because ArchUnit does not see them.
final class EnterNoMonitor extends ArchCondition<JavaClass> {
  EnterNoMonitor() {
    super("enter no monitor");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (MethodModel method : parse(type).methods()) {
      if (method.code().filter(EnterNoMonitor::entersMonitor).isPresent()) {
        String where = type.getName() + "." + method.methodName().stringValue();
        events.add(SimpleConditionEvent.violated(type, where + " has a synchronized block"));
      }
    }
  }

  private static boolean entersMonitor(CodeModel code) {
    return code.elementStream()
        .anyMatch(it ->
            it instanceof MonitorInstruction monitor && monitor.opcode() == Opcode.MONITORENTER);
  }

  private static ClassModel parse(JavaClass type) {
    Path file = Path.of(type.getSource().orElseThrow().getUri());
    try {
      return ClassFile.of().parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
