/** An error whose message is written for the person who caused it: the command line prints it without a stack. */
export class ExpectedError extends Error {
  override name = "ExpectedError";
  /** What a command ends with. 1: the input is wrong, or something failed. 2: the command or a setting is wrong. */
  readonly exitCode: number = 1;
}
