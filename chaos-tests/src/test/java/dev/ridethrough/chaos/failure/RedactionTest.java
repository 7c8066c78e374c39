package dev.ridethrough.chaos.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final Redaction REDACTION = new Redaction("/home/ann");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          login failed: password=S3cret!x           | login failed: password=[redacted]
          {"apiKey": "S3cret!x", "n": 1}            | {"apiKey": [redacted], "n": 1}
          daemon --api-key S3cret!x --port 1        | daemon --api-key [redacted] --port 1
          Authorization: Bearer S3cretS3cret        | Authorization: [redacted]
          Cookie: a=1; session=S3cret               | Cookie: [redacted]
          GITHUB_TOKEN=S3cret AWS_SECRET_ACCESS_KEY=S3cret | GITHUB_TOKEN=[redacted] AWS_SECRET_ACCESS_KEY=[redacted]
          token=S3cretS3cret                        | token=[redacted]
          https://S3cret@host                       | https://[redacted]@host
          key glpat-S3cretS3cretS3cret ok           | key [redacted] ok
          GET https://ann:S3cret!x@host/path        | GET https://[redacted]@host/path
          redis://:S3cret!x@host                    | redis://[redacted]@host
          with ghp_S3cretS3cretS3cretS3cret.        | with [redacted].
          key AKIAS3CRETS3CRETS3CR in use           | key [redacted] in use
          token: S3cretS3cretS3cret                 | token: [redacted]
          access_token=S3cret&next=2                | access_token=[redacted]&next=2
          sk-S3cretS3cretS3cretS3cret               | [redacted]
          eyJhbGciOiJI.eyJzdWIiOiIx.S3cret-sig      | [redacted]
          """)
  void secretsGo(String text, String expected) {
    assertThat(REDACTION.redacted(text)).isEqualTo(expected);
  }

  /// As a tool's result has it: JSON in a text in JSON.
  @Test
  void secretsInTextsInTextsGo() {
    assertThat(REDACTION.redacted("{\\\"password\\\":\\\"S3 cret\\\",\\\"n\\\":1}"))
        .isEqualTo("{\\\"password\\\":[redacted],\\\"n\\\":1}");
    assertThat(REDACTION.redacted("password=\"a\\\"S3cret\" x")).isEqualTo("password=[redacted] x");
  }

  @Test
  void keysGoWithAllTheirLines() {
    String key =
        "a -----BEGIN RSA PRIVATE KEY-----\nS3cret\nS3cret\n-----END RSA PRIVATE KEY----- z";

    assertThat(REDACTION.redacted(key)).isEqualTo("a [redacted] z");
    assertThat(REDACTION.redacted(key.substring(0, 50))).isEqualTo("a [redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no token was sent",
        "rows 1 and 2 carry a token that nobody sent: rt-7f-12",
        "{\"id\":1,\"text\":\"rt-7f-12\"}",
        "https://host:8080/a@b",
        "the socket /run/user/1000/daemon.sock may have been passed on",
        "rt-7f-12"
      })
  void whatIsNoSecretStays(String text) {
    assertThat(REDACTION.redacted(text)).isEqualTo(text);
  }

  @Test
  void nobodyLearnsWhereSomebodyLives() {
    assertThat(REDACTION.redacted("no /home/ann/.ridethrough/x, nor /home/ann"))
        .isEqualTo("no ~/.ridethrough/x, nor ~");
    assertThat(REDACTION.redacted("/home/anna and /home/ann-2 and /var/home/ann"))
        .isEqualTo("/home/anna and /home/ann-2 and /var/home/ann");
    assertThat(new Redaction("/").redacted("/a/b")).isEqualTo("/a/b");
  }

  @Test
  void textsAreRedactedWhereverTheyAre() throws Exception {
    JsonNode tree =
        new ObjectMapper().readTree("{\"a\":[\"pwd=x1\",{\"b\":\"pwd=x2\",\"n\":7,\"z\":null}]}");

    assertThat(REDACTION.redacted(tree).toString())
        .isEqualTo("{\"a\":[\"pwd=[redacted]\",{\"b\":\"pwd=[redacted]\",\"n\":7,\"z\":null}]}");
  }
}
