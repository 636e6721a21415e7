import { GraphQLError } from "graphql";

interface Http {
  /** 400 by default. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error in a request, with its code and HTTP status. The message is for the client. */
export const requestError = (code: string, message: string, { status = 400, headers }: Http = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status, ...(headers && { headers }) } } });
