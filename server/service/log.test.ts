import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

const KEY = `cg_0123abcd_${"k".repeat(43)}`;

describe("The log", () => {
  it.each([
    ["in headers of a request", { headers: { authorization: `Bearer ${KEY}`, cookie: "session=1234567890" } }],
    ["in headers that an error carries", { err: { config: { headers: { Authorization: `Bearer ${KEY}` } } } }],
    ["in deeply nested lists", { a: { b: { c: [{ "Set-Cookie": ["session=1234567890", "x=1234567890"] }] } } }],
    ["with quotes in it", { cookie: 'session="1234567890"; other="1234567890' }],
    ["at the top", { authorization: KEY, "set-cookie": "session=1234567890" }],
    ["in an error's message", { err: new Error(`No: Bearer ${KEY}, Basic dXNlcjpwYXNzd29yZA==`) }],
    ["in a text", { text: `${KEY} eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl` }],
  ])("shows no secret %s", (_where, line) => {
    const lines: string[] = [];
    createLog("info", { write: (text) => lines.push(text) }).info(line, "Something.");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ msg: "Something." });
    expect(lines.join()).not.toMatch(/kkkk|1234567890|dXNlcjpwYXNz|eyJ/);
  });
});
