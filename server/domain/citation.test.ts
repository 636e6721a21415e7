import { describe, expect, it } from "vitest";
import { type Cited, citationText, cslItem } from "./citation.ts";

const CITED: Cited = {
  key: "twenty-killed-r2",
  title: "At least 20 killed, claimed by the ministry (claim twenty-killed, revision 2)",
  author: "The contributors",
  recordedAt: Date.UTC(2021, 2, 2, 23, 59),
  corpora: [{ slug: "small", title: "A small corpus", version: "1.0.0", hash: "abc" }],
  identity: "Record: claim twenty-killed, revision 2, SHA-256 def",
  url: null,
  notes: ["Its publisher: not stated"],
};

describe("A citation", () => {
  it("identifies the entry if there is no address", () => {
    expect(citationText(CITED)).toBe(
      "The contributors: At least 20 killed, claimed by the ministry (claim twenty-killed, revision 2). In: A small corpus, version 1.0.0. " +
        "Recorded 2 March 2021. Record: claim twenty-killed, revision 2, SHA-256 def, of the corpus small 1.0.0 (SHA-256 abc). Its publisher: not stated.",
    );
  });

  it("has the fields of CSL-JSON", () => {
    expect(cslItem({ ...CITED, url: "https://example.org/claims/twenty-killed@2" })).toEqual({
      id: "twenty-killed-r2",
      "citation-key": "twenty-killed-r2",
      type: "dataset",
      title: CITED.title,
      author: [{ literal: "The contributors" }],
      issued: { "date-parts": [[2021, 3, 2]] },
      "container-title": "A small corpus",
      version: "1.0.0",
      URL: "https://example.org/claims/twenty-killed@2",
      note: "Record: claim twenty-killed, revision 2, SHA-256 def, of the corpus small 1.0.0 (SHA-256 abc). Its publisher: not stated.",
    });
  });

  it("leaves out the version of a corpus if the version was not stored", () => {
    const unknown = { ...CITED, corpora: [{ slug: "small", title: "A small corpus", version: null, hash: null }] };
    expect(citationText(unknown)).toContain("In: A small corpus. Recorded");
    expect(citationText(unknown)).toContain("of the corpus small. Its");
    expect(cslItem(unknown)).not.toHaveProperty("version");
    expect(cslItem(unknown)).not.toHaveProperty("URL");
  });
});
