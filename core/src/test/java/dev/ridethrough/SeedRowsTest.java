package dev.ridethrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Each row of `docs/seed-rows.md` names a test that exists, or the issue that it belongs to.
class SeedRowsTest {
  private static final Path PAGE = Path.of("..", "docs", "seed-rows.md");
  private static final Pattern NAME = Pattern.compile("`([a-z.]*[A-Z]\\w+)?#(\\w+)`");
  private static final Pattern ISSUE = Pattern.compile("\\bissue [3-6]\\b");

  private static List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| ") && !line.endsWith("| test |")) {
        rows.add(line);
      }
    }
    return rows;
  }

  @Test
  void eachRowNamesATestOrItsIssue() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(70);
    assertThat(rows())
        .allMatch(row -> NAME.matcher(row).find() || ISSUE.matcher(row).find(), "names neither");
  }

  @Test
  void eachNamedTestExists() throws IOException {
    for (String row : rows()) {
      String type = "";
      for (Matcher name = NAME.matcher(row); name.find(); ) {
        type = name.group(1) == null ? type : name.group(1);
        assertThat(isTest(type, name.group(2)))
            .as("%s#%s in %s", type, name.group(2), row)
            .isTrue();
      }
    }
  }

  private static boolean isTest(String type, String method) {
    try {
      Class<?> found = Class.forName("dev.ridethrough." + type);
      return Arrays.stream(found.getDeclaredMethods())
          .anyMatch(it -> it.getName().equals(method) && isTest(it));
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
