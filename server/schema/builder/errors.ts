import { GraphQLError } from "graphql";

/** What the caller gave is not allowed: says which argument, and what would be. Codes are part of the contract. */
export class InputError extends GraphQLError {
  constructor(argument: string, problem: string) {
    super(`${argument} ${problem}`, { extensions: { code: "BAD_USER_INPUT", argument } });
  }
}
