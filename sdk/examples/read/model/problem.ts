import type { ConflictGraphError } from "@conflict-graph/sdk";

type Refusal = Pick<ConflictGraphError, "code" | "argument" | "errors" | "retryAfterMs">;

/** What a reader can do about an error, beside trying again with the same text. */
export interface Problem {
  readonly text: string;
  /** What the button of the message does. Null if the same request would fail again. */
  readonly way: "AGAIN" | "AS_ENGLISH" | null;
}

export const EMPTY: Problem = { text: "There is no text yet. Paste one, or choose an invented report.", way: null };

/**
 * Null for errors that can also happen on other pages.
 * @param isEnglish whether the request said that the text is English
 */
export function problemOf(error: Refusal, isEnglish: boolean): Problem | null {
  switch (error.code) {
    case "BAD_USER_INPUT":
      if (error.argument !== "text" || isEnglish) return null;
      return { text: "This does not look like an English text. Only English texts can be read.", way: "AS_ENGLISH" };
    case "BODY_TOO_LARGE":
    case "COST_TOO_HIGH":
    case "ANSWER_TOO_LARGE":
    case "OUT_OF_TIME":
      return {
        text: `The text is too long for this service.${most(error)} Find the claims of one part at a time.`,
        way: null,
      };
    case "RATE_LIMITED":
    case "COST_RATE_LIMITED":
    case "TOO_MANY_AT_ONCE":
      return {
        text: `The service has had too many requests from you. Wait ${wait(error)}, then try again.`,
        way: "AGAIN",
      };
    case "TIMEOUT":
      return { text: "The service took too long. Try again, or try a shorter text.", way: "AGAIN" };
    default:
      return null;
  }
}

/** How much the service accepts, if it says so. A request with a text has few other bytes. */
function most({ code, errors }: Refusal): string {
  const allowed = errors[0]?.extensions?.allowed;
  if (code !== "BODY_TOO_LARGE" || typeof allowed !== "number") return "";
  const about = Math.floor(allowed / 1100) * 1000;
  return about === 0 ? "" : ` It takes about ${about.toLocaleString("en-GB")} characters at once.`;
}

function wait({ retryAfterMs }: Refusal): string {
  const seconds = Math.ceil((retryAfterMs ?? 60_000) / 1000);
  return seconds === 1 ? "a second" : seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
