import { isConflictGraphError } from "@conflict-graph/sdk";
import { type Child, h } from "./dom.ts";

/** What went wrong in words, and the way on. */
export function problemView(error: unknown, retry: () => void): Child[] {
  return [
    h("p", {}, h("b", {}, wordsFor(error))),
    h("p", {}, h("button", { type: "button", onclick: retry }, "Try again")),
  ];
}

function wordsFor(error: unknown): string {
  if (!isConflictGraphError(error))
    return `Something went wrong on this page: ${error instanceof Error ? error.message : error}`;
  const request = error.requestId === null ? "" : ` Its log knows the request as ${error.requestId}.`;
  if (error.code === "NETWORK") return "The service does not answer. Is it running, and are you connected to it?";
  if (error.code === "BAD_RESPONSE") return "What answered is not the service: the address may lead somewhere else.";
  return `The service could not answer: ${error.message}${request}`;
}
