import { expect, it } from "vitest";
import { claimLink, graphiqlLink, tollLink } from "../model/links.ts";

const BASE = new URL("https://example.org/conflict/");
const VARIABLES = { harm: "KILLED", event: "clashes", asOf: "2020-09-28+04:00" } as const;

it("Links to a toll's page and files contain event, harm and time", () => {
  expect(tollLink(BASE, VARIABLES, ".csv")).toBe(
    "https://example.org/conflict/tolls/killed.csv?event=clashes&asOf=2020-09-28%2B04%3A00",
  );
  expect(tollLink(BASE, { harm: "WOUNDED", event: "clashes" })).toBe(
    "https://example.org/conflict/tolls/wounded?event=clashes",
  );
});

it("The link to a claim's page contains its revision", () => {
  expect(claimLink(BASE, "afp-95-killed", 2)).toBe("https://example.org/conflict/claims/afp-95-killed@2");
});

it("The link to GraphiQL contains the query and its variables", () => {
  const { searchParams, pathname } = new URL(graphiqlLink(BASE, "query Q($a: ID) { b }", VARIABLES));
  expect(pathname).toBe("/conflict/graphql");
  expect(searchParams.get("query")).toBe("query Q($a: ID) { b }");
  expect(JSON.parse(searchParams.get("variables") ?? "")).toEqual(VARIABLES);
});
