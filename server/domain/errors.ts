/** An error with a message for the person who caused it. The command line prints the message without a stack trace. */
export class ExpectedError extends Error {
  override name = "ExpectedError";
  /** The exit code of a command. 1: the input is wrong, or something failed. 2: the command or a setting is wrong. */
  readonly exitCode: number = 1;
}
