package dev.ridethrough.engine;

/// `echo`: says what it was told, without touching the store.
final class Echo implements Tool.Direct {
  /// The reply has the text twice, in the worst case with six bytes a character, and must fit into
  /// a line.
  private static final int MAX_TEXT = 1024 * 1024;

  private static final ToolSpec SPEC =
      new ToolSpec(
          "echo",
          "Echo",
          "Returns the text.",
          new Schema().text("text", MAX_TEXT, "What to return").json(),
          ToolSpec.Annotations.READ_ONLY);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult call(ToolCall call) throws ToolException {
    String text = call.text("text", MAX_TEXT);
    return ToolResult.of(text, new Members().with("text", text).map());
  }
}
