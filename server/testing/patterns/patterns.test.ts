import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addressRanges, plainAddress } from "../../config/addresses.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { compareWords } from "../../domain/numbers/compareWords.ts";
import { articleText, findQuote, plainWords, withSingleSpaces } from "../../domain/text.ts";
import { parseTime, parseZonedTime } from "../../domain/time.ts";
import { linkedQuery } from "../../http/pages/graphiql.ts";
import { citationName } from "../../http/pages/renderCitation.ts";
import { acceptsEncoding, acceptsType } from "../../http/request/accept.ts";
import { clientOf } from "../../http/request/client.ts";
import { createHostPolicy } from "../../http/request/hosts.ts";
import { kindOfPath } from "../../http/request/paths.ts";
import { maskSecrets } from "../../http/watch/maskSecrets.ts";
import { parseParagraphs } from "../../ingest/paragraphs.ts";
import { isNotModified } from "../../publish/etag.ts";
import { splitForm } from "../../publish/forms.ts";
import { tollQuestion } from "../../publish/tolls/tollQuestion.ts";
import { isSlug, parseGlobalId } from "../../schema/builder/globalId.ts";
import { snippet } from "../../schema/snippet.ts";
import { indexedTerms, parseSearch, sortForm } from "../../store/search/terms.ts";
import { sourceFiles } from "../sourceFiles.ts";
import { expectLinear } from "./expectLinear.ts";
import { findSlowText } from "./findSlowText.ts";
import { regexLiterals } from "./regexLiterals.ts";

const LONG_TEST = { timeout: 120_000 };

describe("A regular expression", LONG_TEST, () => {
  const files = sourceFiles().map((file) => ({ file, patterns: regexLiterals(readFileSync(file, "utf8")) }));

  it("in the sources takes time that grows with the text only, whatever the text", () => {
    expect(files.flatMap(({ patterns }) => patterns).length).toBeGreaterThan(200);
    const checked = new Set<string>();
    const slow = files.flatMap(({ file, patterns }) =>
      patterns.flatMap((pattern) => {
        if (checked.has(String(pattern))) return [];
        checked.add(String(pattern));
        const text = findSlowText(pattern);
        return text === null ? [] : [`${file.pathname}: ${pattern} is slow on ${text}`];
      }),
    );
    expect(slow).toEqual([]);
  });

  it.each([/\s*,\s*/, /(a+)+$/, /\/+$/, /^(\w+\s?)*$/, /;.*x.*=/s, /"(?:[^"\\]|\\.|x)*"$/])(
    "that is slow, such as %s, is found",
    (pattern) => {
      expect(findSlowText(pattern)).not.toBeNull();
    },
  );

  it("in a source text is found, but not a division, a comment or a text", () => {
    const source = [
      "#!/usr/bin/env node",
      "const a = /[/]b/gu.exec(`/no/ ${c.replace(/d/, `$" + "{/e/y}`)} /no/`) ?? f / g / h; // /no/",
      "/* /no/ */ x(/^i$/); return /j/s.test('/no/') ? /k/ : \"/no/\";",
      "const l = (m) => /n/.test(m) && !/o/i.test(m);",
    ].join("\n");
    expect(regexLiterals(source).map(String)).toEqual([
      "/[/]b/gu",
      "/d/",
      "/e/y",
      "/^i$/",
      "/j/s",
      "/k/",
      "/n/",
      "/o/i",
    ]);
  });
});

describe("Reading what a stranger sends takes time that grows with its length only:", LONG_TEST, () => {
  const header = (name: string, text: string) =>
    ({ url: "http://localhost/", headers: { get: (asked: string) => (asked === name ? text : null) } }) as never;
  const proxied = (proxyHeader: "forwarded" | "x-forwarded-for") => (text: string) =>
    clientOf({ get: () => text } as never, { req: { socket: { remoteAddress: "10.0.0.1" } } }, null, {
      trustedProxies: addressRanges(["10.0.0.0/8"]),
      proxyHeader,
      gateways: [],
    });
  const hosts = createHostPolicy({ host: "localhost", publicUrl: null, allowedHosts: ["*.example.org"] }, {
    warn() {},
  } as never);
  const { paragraphs } = articleText("a", [{ kind: "BODY", text: "Some words." }]);
  const encoded = (text: string) => Buffer.from(text).toString("base64");

  it.each<[what: string, read: (text: string) => unknown, pieces: readonly string[]]>([
    [
      "If-None-Match",
      (text) => isNotModified(header("if-none-match", text), '"x"'),
      [" ", ",", '"', "W/", '"a" , ', "\t,"],
    ],
    [
      "Accept",
      (text) => acceptsType(header("accept", text), "text/html"),
      [" ", ",", ";", ";q=0", "; q=0. ", "a/b,", "*/*;"],
    ],
    [
      "Accept-Encoding",
      (text) => acceptsEncoding(header("accept-encoding", text), "br"),
      [" ", ",", ";", ";q=0", "; q=0 ,"],
    ],
    ["Forwarded", proxied("forwarded"), [" ", ",", ";", "for=", 'for="', ";for", "; ", "for=10.0.0.1,", '"']],
    ["X-Forwarded-For", proxied("x-forwarded-for"), [" ", ",", "[", "]", ":", "10.0.0.1,", "%", "::ffff:", "1."]],
    ["an address", plainAddress, ["[", "]", ":", "1.", "%", "::ffff:", "a"]],
    ["Host", (text) => hosts.isAllowed(text), [".", "a.", ":", ":1", "1", "[", ".local"]],
    ["a path", kindOfPath, ["/", "a", "/a", "//"]],
    [
      "the name of a page",
      (text) => splitForm(citationName({ url: `http://localhost/claims/${text}` } as Request)),
      ["%", "%20", ".", "a", "-a", "@1"],
    ],
    [
      "the parameters of a toll",
      (text) => tollQuestion("KILLED", new URLSearchParams(text)),
      ["&", "a&", "tags=a&", "tags=+&", "%", "+"],
    ],
    [
      "a query in an address",
      (text) => linkedQuery(`http://localhost/?query=${text}&variables=${text}`, DEFAULT_LIMITS),
      ["{a", "[", "%20", "a ", "%22", "%5B1,"],
    ],
    ["the words of a search", parseSearch, [" ", "a", "a ", '"', "“", "'", "a'", "ﷺ", "é", "e\u0301", "1,", "."]],
    ["a name", sortForm, ["a", "ﷺ", "\u0301", "ß"]],
    ["a document", (text) => indexedTerms(text, text), ["a ", "a'", "ﷺ", "running "]],
    ["what was found", (text) => snippet(text, "a b"), ["a ", "a", " ", "b a", "\ud83d", "\ud83d\ude00"]],
    [
      "a time",
      (text) => [parseZonedTime, parseTime].map((parse) => tried(() => parse(text))),
      ["1", "2020-", "2020-09-28T", "/", "+04:00", " "],
    ],
    ["an id", (text) => parseGlobalId(text), ["a", "=", ":", encoded("Event:"), encoded("Event:a-a:1")]],
    ["an id of a record", isSlug, ["a", "a-", "-", "1"]],
    [
      "a line of the log",
      maskSecrets,
      ["a", '"cookie":"', '"cookie":["', "bearer ", "Bearer a", "eyJ", "eyJa.", "cg_", '\\"', "basic  "],
    ],
    ["an article", parseParagraphs, ["#", "# ", " ", "\n", "\n\n", "Caption:", "a\n", "> "]],
    [
      "the words of a quote",
      (text) => [findQuote(paragraphs, { quote: text }), plainWords(text), withSingleSpaces(text)],
      [" ", "a", "a ", "Some words."],
    ],
    [
      "the words of a figure",
      (text) => compareWords(text, "en", { min: 1, max: null }),
      ["1", "1,", "1 ", "one ", "twenty-", "hundred ", "a ", ".", "- ", "万", "1/"],
    ],
    [
      "the words of a figure in another language",
      (text) => compareWords(text, "ru", { min: 1, max: null }),
      ["1", "1 ", "тыс. ", "сто ", "-", "мл"],
    ],
    [
      "the words of a figure in Chinese",
      (text) => compareWords(text, "zh", { min: 1, max: null }),
      ["万", "三", "3万5千", "多", "第", " "],
    ],
  ])("%s", (_what, read, pieces) => {
    for (const piece of pieces) {
      expectLinear(read, piece);
      // What does not fit comes last.
      expectLinear((text) => read(`${text}\0x`), piece);
    }
  });
});

function tried(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
