/** An error whose message is written for the person who caused it: the command line prints it without a stack. */
export class ExpectedError extends Error {
  override name = "ExpectedError";
  /** The exit code of a command. 1: the input is wrong, or something failed. 2: the command or a setting is wrong. */
  readonly exitCode: number = 1;
}
