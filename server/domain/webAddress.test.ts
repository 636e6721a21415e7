import { expect, it } from "vitest";
import { addressProblem } from "./webAddress.ts";

it.each([
  "https://example.org",
  "HTTP://example.org:8080/a?b=c#d@e",
  "https://пример.рф/страница",
  "https://example.org/@name",
  `https://example.org/${"a".repeat(1980)}`,
])("The web address %s is accepted", (address) => {
  expect(addressProblem(address)).toBeNull();
});

it.each([
  ["example.org", /http or https/],
  ["ftp://example.org", /http or https/],
  ["javascript:alert(1)", /http or https/],
  ["http:example.org", /http or https/],
  ["https://", /http or https/],
  ["https://exa\nmple.org", /line break/],
  ["https://example.org/a b", /a space/],
  ["https://example.org/\u202egnp.exe", /control character/],
  ["https://user:secret@example.org/", /user name or a password/],
  ["https://token@example.org/", /user name or a password/],
  ["https://@example.org/", /user name or a password/],
  [`https://example.org/${"я".repeat(1000)}`, /longer than 2000 bytes/],
])("The web address %j is refused", (address, problem) => {
  expect(addressProblem(address)).toMatch(problem);
});
