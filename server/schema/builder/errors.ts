import { GraphQLError } from "graphql";

/** The caller's input is wrong. The message names the argument and says what it takes. The code is part of the contract. */
export class InputError extends GraphQLError {
  constructor(argument: string, problem: string) {
    super(`${argument} ${problem}`, { extensions: { code: "BAD_USER_INPUT", argument } });
  }
}
