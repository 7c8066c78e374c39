package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.ProxySettings;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "Call one tool and print its result.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the tool's result is on standard output",
      "1:the tool failed",
      "64:wrong usage",
      "69:not sent: nothing was executed",
      "75:unknown: it may or may not have been executed"
    })
final class CallCommand implements Callable<Integer> {
  private final Machine machine;
  private final Console console;

  @Spec private @Nullable CommandSpec spec; // picocli sets it, and is not loaded without
  @Mixin private Where where;
  @Mixin private Waiting waiting = new Waiting();

  @Parameters(index = "0", paramLabel = "TOOL", description = "Name of the tool.")
  private String tool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "Its arguments, a JSON object (default: none).")
  private String arguments = "{}";

  @Option(names = "--json", description = "Print the whole result as JSON.")
  private boolean json;

  CallCommand(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
    this.where = new Where(machine);
  }

  CallCommand(Machine machine, Console console, Where where, Waiting waiting, Asked asked) {
    this.machine = machine;
    this.console = console;
    this.where = where;
    this.waiting = waiting;
    this.tool = asked.tool();
    this.arguments = asked.arguments();
    this.json = asked.json();
  }

  /// What the tool is asked, and how its result is printed.
  record Asked(String tool, String arguments, boolean json) {}

  /// What it was told.
  record Wish(ProxySettings settings, Asked asked) {}

  Wish wish() {
    return new Wish(waiting.settings(where.socket()), new Asked(tool, arguments, json));
  }

  @Override
  public Integer call() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool);
    params.put("arguments", parsedArguments());
    Call call = new Call(machine, wish().settings());
    WarmUp.run(machine);
    return switch (call.request("tools/call", params)) {
      case Call.Answer.Result answer -> result(answer.result());
      case Call.Answer.Failed failed -> failed(failed);
    };
  }

  private Map<String, Object> parsedArguments() {
    try {
      return Json.object(arguments.getBytes(StandardCharsets.UTF_8));
    } catch (BadMessageException e) {
      String message = "The arguments must be a JSON object: " + e.getMessage();
      throw spec == null
          ? new UserException(ExitCode.USAGE, message)
          : new ParameterException(spec.commandLine(), message, e);
    }
  }

  private int result(Map<String, Object> result) {
    boolean error = Boolean.TRUE.equals(result.get("isError"));
    String text = json ? new String(Json.bytes(result), StandardCharsets.UTF_8) : texts(result);
    if (error && !json) {
      console.complain(text);
    } else {
      console.print(text);
    }
    return error ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String texts(Map<String, Object> result) {
    StringBuilder texts = new StringBuilder();
    if (result.get("content") instanceof List<?> content) {
      for (Object item : content) {
        if (item instanceof Map<?, ?> map && map.get("text") instanceof String text) {
          texts.append(text).append('\n');
        }
      }
    }
    return texts.toString();
  }

  private int failed(Call.Answer.Failed failed) {
    if (json) {
      console.print(new String(Json.bytes(failed.error()), StandardCharsets.UTF_8));
    }
    console.complain("ridethrough: " + failed.message());
    return switch (failed.code()) {
      case Replies.NOT_SENT -> ExitCode.NOT_SENT;
      case Replies.UNKNOWN -> ExitCode.UNKNOWN;
      default -> ExitCode.FAILED;
    };
  }
}
