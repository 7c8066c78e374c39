package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.report.Summary.Failure;
import dev.ridethrough.chaos.report.Summary.FaultLine;
import dev.ridethrough.chaos.report.Summary.RequirementLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// The summary as CI servers read it: a test case for each promise, delivery, requirement, fault,
/// control and known failure; the numbers of each delivery are properties.
public final class JUnitXml {
  private static final String SUITE = "ridethrough";

  /// @param problem null when it passed
  private record Case(String kind, String name, @Nullable Problem problem) {
    /// Where it need not have been put to the test.
    Case skipped() {
      return problem == null
          ? this
          : new Case(kind, name, new Problem("skipped", problem.type(), problem.message(), ""));
    }

    boolean is(String element) {
      return problem != null && problem.element().equals(element);
    }
  }

  /// @param element `failure`, `error` or `skipped`
  private record Problem(String element, String type, String message, String details) {}

  private JUnitXml() {}

  public static void write(Summary summary, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, summary, cases(summary));
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("can't write " + file, e);
    }
  }

  private static List<Case> cases(Summary summary) {
    List<Case> cases = new ArrayList<>(judged("", summary));
    if (summary.simulation() != null) {
      cases.addAll(judged("sim.", summary.simulation()));
    }
    containers(cases, summary);
    for (RequirementLine it : summary.requirements()) {
      if (it.fault() == null) {
        cases.add(new Case("requirement", it.name(), problem(it)));
      }
    }
    for (FaultLine it : summary.faults()) {
      cases.add(new Case("fault", it.title(), problem(summary, it)));
    }
    return cases;
  }

  /// With what must have happened there; a part that there was not has not passed.
  private static void containers(List<Case> cases, Summary summary) {
    Summary part = summary.containers();
    String skipped = summary.containersSkipped();
    if (part != null) {
      for (Case it : judged("container.", part)) {
        boolean vacuous = it.problem() != null && it.problem().type().equals("VACUOUS");
        cases.add(vacuous ? it.skipped() : it);
      }
      part.requirements()
          .forEach(it -> cases.add(new Case("container.requirement", it.name(), problem(it))));
    } else if (skipped != null) {
      cases.add(
          new Case("container", "in containers", new Problem("skipped", "SKIPPED", skipped, "")));
    }
  }

  /// What there is in every world.
  private static List<Case> judged(String world, Summary summary) {
    List<Case> cases = new ArrayList<>();
    for (PromiseLine it : summary.promises()) {
      cases.add(new Case(world + "promise", it.id() + " " + it.title(), problem(summary, it)));
    }
    for (DeliveryLine it : summary.deliveries()) {
      cases.add(new Case(world + "delivery", it.delivery(), problem(it)));
    }
    for (ControlLine it : summary.controls()) {
      cases.add(new Case(world + "control", it.name(), problem(it)));
    }
    for (KnownLine it : summary.known()) {
      cases.add(new Case(world + "known", it.id(), problem(it)));
    }
    return cases;
  }

  private static @Nullable Problem problem(Summary summary, PromiseLine promise) {
    String reason = promise.reason() == null ? "" : promise.reason();
    return switch (promise.verdict()) {
      case "HELD" -> null;
      case "BROKEN" -> new Problem("failure", "BROKEN", reason, details(summary, promise));
      case "VACUOUS" -> new Problem("failure", "VACUOUS", reason, "");
      default -> new Problem("error", promise.verdict(), reason, "");
    };
  }

  private static @Nullable Problem problem(DeliveryLine line) {
    String message = line.inexcusable() + " requests got no result, though nothing explains it";
    return line.inexcusable() == 0 ? null : new Problem("failure", "BROKEN", message, "");
  }

  private static @Nullable Problem problem(RequirementLine line) {
    String message = "had " + line.had() + ", needed " + line.needed();
    return line.met() ? null : new Problem("failure", "VACUOUS", message, "");
  }

  /// That it did not happen is a failure only where it had to.
  private static @Nullable Problem problem(Summary summary, FaultLine line) {
    String reason = line.reason();
    if (reason != null) {
      return new Problem("skipped", "IMPOSSIBLE", "not possible here: " + reason, "");
    }
    if (line.landed() > 0) {
      return null;
    }
    String message = "landed in 0 of " + line.attempted() + " attempts";
    boolean needed = summary.requirements().stream().anyMatch(it -> it.fault() == line.fault());
    return new Problem(needed ? "failure" : "skipped", "VACUOUS", message, "");
  }

  private static @Nullable Problem problem(ControlLine line) {
    String message = "should be " + Final.expected(line) + ", but was " + Final.actual(line);
    return line.asExpected() ? null : new Problem("error", "INVALID", message, "");
  }

  private static Problem problem(KnownLine line) {
    String element =
        switch (line.outcome()) {
          case KNOWN, SKIPPED -> "skipped";
          case EXPIRED, BROKEN, PASSED -> "failure";
          case INVALID -> "error";
        };
    return new Problem(element, line.outcome().name(), line.words(), "");
  }

  private static String details(Summary summary, PromiseLine promise) {
    StringBuilder details = new StringBuilder();
    for (Failure failure : summary.failures()) {
      if (failure.promise() == promise.id()) {
        failure.sentences().forEach(it -> details.append(it).append('\n'));
        details.append("failure: ").append(failure.failure()).append('\n');
        details.append("again: ").append(failure.reproduce()).append('\n');
      }
    }
    return details.toString();
  }

  private static void suite(XMLStreamWriter xml, Summary summary, List<Case> cases)
      throws XMLStreamException {
    String seconds = String.format(Locale.ROOT, "%.3f", summary.elapsedMillis() / 1_000.0);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", SUITE);
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases, "failure"));
    xml.writeAttribute("errors", count(cases, "error"));
    xml.writeAttribute("skipped", count(cases, "skipped"));
    xml.writeAttribute("time", seconds);
    properties(xml, summary);
    for (Case it : cases) {
      testCase(xml, it);
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(clean(Final.line(summary)));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static String count(List<Case> cases, String element) {
    return String.valueOf(cases.stream().filter(it -> it.is(element)).count());
  }

  private static void properties(XMLStreamWriter xml, Summary summary) throws XMLStreamException {
    xml.writeStartElement("properties");
    property(xml, "verdict", summary.verdict().name());
    property(xml, "seed", String.valueOf(summary.seed()));
    property(xml, "world", summary.world());
    deliveries(xml, "", summary);
    if (summary.simulation() != null) {
      deliveries(xml, "sim.", summary.simulation());
    }
    xml.writeEndElement();
  }

  private static void deliveries(XMLStreamWriter xml, String world, Summary summary)
      throws XMLStreamException {
    for (DeliveryLine it : summary.deliveries()) {
      String prefix = world + it.delivery() + ".";
      property(xml, prefix + "scenarios", String.valueOf(it.scenarios()));
      property(xml, prefix + "deaths", String.valueOf(it.deaths().total()));
      property(xml, prefix + "requests", String.valueOf(it.requests()));
      property(xml, prefix + "duplicates", String.valueOf(it.duplicates()));
      property(xml, prefix + "late", String.valueOf(it.late()));
      property(xml, prefix + "stallMillis.p50", String.valueOf(it.stallMillis().p50()));
      property(xml, prefix + "stallMillis.p99", String.valueOf(it.stallMillis().p99()));
      property(xml, prefix + "stallMillis.max", String.valueOf(it.stallMillis().max()));
      for (DeliveryLine.ExcuseLine line : it.withoutResult()) {
        property(xml, prefix + "withoutResult." + line.excuse(), String.valueOf(line.requests()));
      }
    }
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", name);
    xml.writeAttribute("value", clean(value));
  }

  private static void testCase(XMLStreamWriter xml, Case it) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", SUITE + "." + it.kind());
    xml.writeAttribute("name", clean(it.name()));
    Problem problem = it.problem();
    if (problem != null) {
      xml.writeStartElement(problem.element());
      if (!problem.element().equals("skipped")) {
        xml.writeAttribute("type", problem.type());
      }
      xml.writeAttribute("message", clean(problem.message()));
      xml.writeCharacters(clean(problem.details()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /// The writer escapes markup, but control characters and lone surrogates have no form in XML 1.0
  /// at all.
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().map(it -> isXml(it) ? it : '\uFFFD').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isXml(int it) {
    return it == '\t'
        || it == '\n'
        || (it >= ' ' && it < 0x7F)
        || (it >= 0xA0 && it < 0xD800)
        || (it >= 0xE000 && it < 0xFFFE)
        || it > 0xFFFF;
  }
}
