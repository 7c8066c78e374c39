package dev.ridethrough.chaos.report;

import static dev.ridethrough.chaos.report.Runs.EXPIRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.scenario.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitXmlTest {
  @TempDir Path folder;

  private Element suite(Summary summary) throws Exception {
    Path file = folder.resolve("TEST-ridethrough.xml");
    JUnitXml.write(summary, file);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static Element testCase(Element suite, String name) {
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element element = (Element) cases.item(i);
      if (element.getAttribute("name").equals(name)) {
        return element;
      }
    }
    throw new AssertionError("no test case " + name);
  }

  private static Element only(Element parent, String element) {
    assertThat(parent.getElementsByTagName("*").getLength()).isEqualTo(1);
    return (Element) parent.getElementsByTagName(element).item(0);
  }

  @Test
  void aTestCaseForEverything() throws Exception {
    Element suite = suite(Runs.summary(Runs.good()));
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    int cases = 13 + Fault.values().length;
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(cases);
    assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(cases));
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(Fault.values().length - 2));
    assertThat(suite.getAttribute("time")).isEqualTo("61.500");
    assertThat(testCase(suite, "1 No duplicate").getAttribute("classname"))
        .isEqualTo("ridethrough.promise");
    assertThat(testCase(suite, "resend").getAttribute("classname"))
        .isEqualTo("ridethrough.control");
  }

  @Test
  void heldPasses() throws Exception {
    Element held = testCase(suite(Runs.summary(Runs.good())), "1 No duplicate");
    assertThat(held.getElementsByTagName("*").getLength()).isZero();
  }

  @Test
  void brokenFails() throws Exception {
    Element suite = suite(Runs.summary(Runs.duplicate()));
    Element failure = only(testCase(suite, "1 No duplicate"), "failure");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(failure.getAttribute("type")).isEqualTo("BROKEN");
    assertThat(failure.getAttribute("message")).contains("request 2 was executed 2 times");
    assertThat(failure.getTextContent())
        .contains("rows 2 and 9\nfailure: failures/1.jsonl\nagain: ci/reproduce X\n");
  }

  @Test
  void vacuousFails() throws Exception {
    Element suite =
        suite(Runs.summary(List.of(Runs.UNMET), List.of(Runs.MISSED), true, Runs.harmless()));
    Element failure = only(testCase(suite, "1 No duplicate"), "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("VACUOUS");
    Element requirement = only(testCase(suite, Runs.UNMET.name()), "failure");
    assertThat(requirement.getAttribute("message")).isEqualTo("had 3, needed 20");
    Element control = only(testCase(suite, "resend"), "error");
    assertThat(control.getAttribute("message"))
        .isEqualTo("should be BROKEN, promise 1, but was HELD");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
  }

  @Test
  void invalidIsAnError() throws Exception {
    Element suite = suite(Runs.summary(Runs.failed("no disk")));
    Element error = only(testCase(suite, "2 Finishes"), "error");
    assertThat(error.getAttribute("type")).isEqualTo("INVALID");
    assertThat(suite.getAttribute("errors")).isEqualTo("10");
  }

  @Test
  void aFaultThatHadToLandFails() throws Exception {
    List<Requirement> requirements = List.of(Runs.MET, Runs.LANDED, Runs.MISSING);
    Element suite = suite(Runs.summary(requirements, List.of(), true, Runs.good()));
    Element killed = testCase(suite, Fault.SIGKILL.title());
    assertThat(killed.getAttribute("classname")).isEqualTo("ridethrough.fault");
    assertThat(killed.getElementsByTagName("*").getLength()).isZero();
    Element failure = only(testCase(suite, Fault.STOPPED.title()), "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("VACUOUS");
    assertThat(failure.getAttribute("message")).isEqualTo("landed in 0 of 0 attempts");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(12 + Fault.values().length));
  }

  @Test
  void aFaultThatNeedNotLandIsSkipped() throws Exception {
    Element suite = suite(Runs.summary(Runs.good()));
    Element impossible = only(testCase(suite, Fault.FOREIGN_SOCKET.title()), "skipped");
    assertThat(impossible.getAttribute("message")).isEqualTo("not possible here: needs root\uFFFD");
    Element untried = only(testCase(suite, Fault.STOPPED.title()), "skipped");
    assertThat(untried.getAttribute("message")).isEqualTo("landed in 0 of 0 attempts");
  }

  @Test
  void aKnownFailureIsSkippedWithItsReason() throws Exception {
    Element suite = suite(Runs.known(EXPIRES.minusDays(3), Runs.duplicate(), 1, 4));
    Element known = testCase(suite, "gives-up");
    assertThat(known.getAttribute("classname")).isEqualTo("ridethrough.known");
    assertThat(only(known, "skipped").getAttribute("message"))
        .startsWith("known for 3 more days (https://example.org/issues/12, ann): promise 1");
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(Fault.values().length - 1));
  }

  @Test
  void oneThatHasExpiredOrPassedFails() throws Exception {
    Element expired = suite(Runs.known(EXPIRES.plusDays(1), Runs.duplicate(), 1, 4));
    Element failure = only(testCase(expired, "gives-up"), "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("EXPIRED");
    assertThat(failure.getAttribute("message")).contains("gives-up expired on 2026-12-20");
    assertThat(expired.getAttribute("failures")).isEqualTo("3");
    Element passed = suite(Runs.known(EXPIRES, Runs.good(), 1));
    assertThat(only(testCase(passed, "gives-up"), "failure").getAttribute("message"))
        .contains("delete known/gives-up.json");
    Element invalid = suite(Runs.known(EXPIRES, Runs.failed("no disk"), 1));
    assertThat(only(testCase(invalid, "gives-up"), "error").getAttribute("type"))
        .isEqualTo("INVALID");
  }

  /// Whatever the code under test wrote, a CI server must be able to read the file.
  @Test
  void anythingCanBeWritten() throws Exception {
    String nasty = "<&>\"' ]]> \0\033\u0085\uFFFE\uD800 \uD83D\uDE00 end";
    Element suite = suite(Runs.summary(Runs.failed(nasty)));
    Element error = only(testCase(suite, "2 Finishes"), "error");
    assertThat(error.getAttribute("message"))
        .endsWith("<&>\"' ]]> \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uD83D\uDE00 end");
    assertThat(Files.readString(folder.resolve("TEST-ridethrough.xml")))
        .doesNotContain("\033", "\0");
  }
}
