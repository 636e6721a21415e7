import { GraphQLError } from "graphql";

/** The caller's input is wrong. The message names the argument and says what it takes. The code is part of the contract. */
export class InputError extends GraphQLError {
  /** @param http if nothing of the operation was executed */
  constructor(argument: string, problem: string, http?: { readonly status: 400 }) {
    super(`${argument} ${problem}`, { extensions: { code: "BAD_USER_INPUT", argument, ...(http && { http }) } });
  }
}
