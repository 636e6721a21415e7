import { GraphQLError, Lexer, Source, TokenKind } from "graphql";
import type { Limits } from "../../config/limits.ts";
import { LimitError } from "./limitError.ts";

/** How many bracket levels are allowed inside the innermost field, for arguments, lists and input objects. */
const BRACKETS_INSIDE = 10;

const OPENS = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSES = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Counts a document's tokens and bracket levels before the document is parsed, since the parser recurses for each level.
 * Syntax errors are left for the parser to report.
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
