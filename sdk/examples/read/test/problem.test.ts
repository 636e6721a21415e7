import type { ConflictGraphError } from "@conflict-graph/sdk";
import { describe, expect, it } from "vitest";
import { problemOf } from "../model/problem.ts";

const problem = (details: Partial<ConflictGraphError> & Pick<ConflictGraphError, "code">, isEnglish = false) =>
  problemOf({ argument: null, errors: [], retryAfterMs: null, ...details }, isEnglish);

describe("A problem with a text", () => {
  it("of another language can be overruled once", () => {
    const error = { code: "BAD_USER_INPUT", argument: "text" };
    expect(problem(error)).toEqual({
      text: expect.stringContaining("does not look like an English text"),
      way: "AS_ENGLISH",
    });
    expect(problem(error, true)).toBeNull();
  });

  it("that is too long says how much the service accepts", () => {
    const errors = [{ message: "Refused", extensions: { allowed: 262_144 } }];
    expect(problem({ code: "BODY_TOO_LARGE", errors })?.text).toContain("It takes about 238,000 characters at once.");
    expect(problem({ code: "OUT_OF_TIME" })).toEqual({
      text: "The text is too long for this service. Find the claims of one part at a time.",
      way: null,
    });
  });

  it.each([
    [{ code: "RATE_LIMITED", retryAfterMs: 1000 }, "Wait a second,"],
    [{ code: "COST_RATE_LIMITED", retryAfterMs: 41_200 }, "Wait 42 seconds,"],
    [{ code: "TOO_MANY_AT_ONCE" }, "Wait 60 seconds,"],
    [{ code: "RATE_LIMITED", retryAfterMs: 150_000 }, "Wait 3 minutes,"],
  ])("of a rate limit says how long to wait: %o", (details, text) => {
    expect(problem(details)).toEqual({ text: expect.stringContaining(text), way: "AGAIN" });
  });

  it("that is not about the text is left to the page's other messages", () => {
    expect(problem({ code: "NETWORK" })).toBeNull();
  });
});
