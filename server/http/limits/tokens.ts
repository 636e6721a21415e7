import { GraphQLError, Lexer, Source, TokenKind } from "graphql";
import type { Limits } from "../../config/limits.ts";
import { LimitError } from "./limitError.ts";

/** Brackets stand around arguments, lists and input objects too, some levels inside the innermost field. */
const BRACKETS_INSIDE = 10;

const OPENS = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSES = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts a document's tokens and how deep its brackets go, before it is parsed: the parser calls itself for each level.
 * What is no GraphQL is left for the parser to name.
 * @throws LimitError
 */
export function checkTokens(text: string, limits: Limits): void {
  const lexer = new Lexer(new Source(text));
  const deepest = limits.depth + BRACKETS_INSIDE;
  let level = 0;
  try {
    for (let count = 1; lexer.advance().kind !== TokenKind.EOF; count++) {
      const { kind } = lexer.token;
      if (OPENS.has(kind)) level++;
      else if (CLOSES.has(kind)) level--;
      if (level > deepest) throw new LimitError(limits, "depth", `More than ${limits.depth}`);
      if (count > limits.tokens) throw new LimitError(limits, "tokens", `More than ${limits.tokens}`);
    }
  } catch (error) {
    if (error instanceof LimitError || !(error instanceof GraphQLError)) throw error;
  }
}
