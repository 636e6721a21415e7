import { canBeEnglish } from "../../extract/language.ts";
import type { DraftedText } from "./draftArticle.ts";

/** Why a text cannot be read by the rules, as the end of a sentence about it; null if it can. */
export function textProblem({ text, language }: Pick<DraftedText, "text" | "language">): string | null {
  if (language !== null && !/^en(?:-|$)/i.test(language))
    return `is in the language “${language}”; only English texts can be read`;
  if (!canBeEnglish(text)) return "does not look like English; only English texts can be read";
  return null;
}
