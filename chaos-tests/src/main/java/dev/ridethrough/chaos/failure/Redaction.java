package dev.ridethrough.chaos.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of JSON what must not leave the machine: what looks like a secret, and where its owner
/// lives. Texts come from daemons and proxies, which may say anything. The same text always becomes
/// the same one, so that what was equal stays equal.
final class Redaction {
  private static final String GONE = "[redacted]";

  private static final String NAME =
      "(?:pass(?:word|wd|phrase)?|pwd|secret|credentials?|api[-_]?key|private[-_]?key"
          + "|(?:access|auth|refresh|id|session|bearer)[-_]?token|client[-_]?secret|authorization"
          + "|cookie)";

  /// Texts in JSON in texts have their quotes escaped, once or more.
  private static final String ASSIGNED = "\\\\*[\"']?\\s*[:=]\\s*";

  private static final String VALUE =
      "(?:\\\\+\".*?\\\\+\"|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"'\\\\,;&}]+)";

  /// What stands in front of the secret, group 1, stays.
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile(
              "()-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|$)", Pattern.DOTALL),
          Pattern.compile(
              "(?i)(\\b(?:(?:proxy-)?authorization|(?:set-)?cookie)\\s*[:=]\\s*)[^\\r\\n\"]+"),
          Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[a-z0-9._~+/=-]{8,}"),
          Pattern.compile("(?i)(" + NAME + ASSIGNED + ")" + VALUE),
          Pattern.compile("(?i)(--" + NAME + "[ =])\\S+"),
          Pattern.compile(
              "(\\b[A-Z0-9_]*(?:SECRET|TOKEN|PASSWORD|PASSWD|_KEY)[A-Z0-9_]*=)" + VALUE),
          Pattern.compile("(?i)(\\btoken" + ASSIGNED + "[\"']?)[a-z0-9._~+/-]{12,}"),
          Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]{0,20}://)[^/\\s@]+(?=@)"),
          Pattern.compile("()\\b(?:glpat-|npm_|sk_live_|rk_live_|pypi-)[A-Za-z0-9_-]{10,}"),
          Pattern.compile("()\\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"),
          Pattern.compile("()\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("()\\bsk-[A-Za-z0-9_-]{20,}"),
          Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
          Pattern.compile("()\\bAIza[A-Za-z0-9_-]{35}"),
          Pattern.compile("()\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"));

  static final Redaction HERE = new Redaction(System.getProperty("user.home", ""));

  private final Pattern home;

  /// @param home the owner's home directory, or empty
  Redaction(String home) {
    String none = "(?!)";
    this.home =
        Pattern.compile(
            home.length() <= 1 ? none : "(?<![\\w.-])" + Pattern.quote(home) + "(?![\\w.-])");
  }

  /// The same with each text redacted; the names of members stay.
  JsonNode redacted(JsonNode node) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(redacted(text.textValue()));
      case ArrayNode array -> {
        ArrayNode clean = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(it -> clean.add(redacted(it)));
        yield clean;
      }
      case ObjectNode object -> {
        ObjectNode clean = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(it -> clean.set(it.getKey(), redacted(it.getValue())));
        yield clean;
      }
      default -> node;
    };
  }

  String redacted(String text) {
    String clean = home.matcher(text).replaceAll("~");
    for (Pattern secret : SECRETS) {
      clean = secret.matcher(clean).replaceAll(it -> Matcher.quoteReplacement(it.group(1) + GONE));
    }
    return clean;
  }
}
