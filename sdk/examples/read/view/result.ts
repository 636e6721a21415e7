import { type Child, h } from "../../shared/dom.ts";
import { foundWords } from "../model/claimWords.ts";
import type { Extraction } from "../model/extraction.ts";
import { type Segment, segmentsOf } from "../model/segments.ts";
import { type CorpusFile, copyView } from "./copy.ts";
import { markedText } from "./markedText.ts";
import { claimTable, numberTable } from "./tables.ts";

interface Result {
  readonly content: Child[];
  /** Closes the claim that is open. */
  readonly close: () => void;
}

/** Everything that was found in a text. @param corpusFiles see copyView */
export function resultView(
  text: string,
  extraction: Extraction,
  corpusFiles: () => Promise<readonly CorpusFile[]>,
): Result {
  const { claims, otherNumbers } = extraction;
  const segments = segmentsOf(text, claims, otherNumbers);
  const marked = markedText(segments, extraction);
  const content = [
    h("h2", { id: "found", tabindex: -1 }, foundWords(claims.length, otherNumbers.length)),
    claims.length === 0 ? nothingFound() : caution(),
    key(segments),
    marked.element,
    claims.length > 0 && section("All claims", claimTable(claims, marked.show)),
    otherNumbers.length > 0 && section("Numbers that are not claims", numberTable(text, otherNumbers)),
    claims.length > 0 && section("Take the claims with you", copyView(extraction, corpusFiles)),
  ];
  return { content, close: marked.close };
}

const caution = (): HTMLElement =>
  h(
    "p",
    { class: "caution" },
    h("b", {}, "Check each claim against the text before you use it. "),
    "Rules miss some claims and misread others. For example, they may take a figure that somebody denies for that person's own claim.",
  );

const nothingFound = (): HTMLElement =>
  h(
    "p",
    { class: "caution" },
    h("b", {}, "The text may still have claims, because rules miss some. "),
    "A claim is a number of people, or a word such as “dozens”, who were killed, wounded, captured or displaced, or who are missing. Numbers of things, animals and money, shares, dates, ages, distances and questions are not read as claims.",
  );

/** What the marks in the text mean. */
const key = (segments: readonly Segment[]): HTMLElement =>
  h(
    "p",
    { class: "key quiet" },
    segments.some(({ claim }) => claim !== null) &&
      h("span", {}, h("span", { class: "mark" }, "Marked words"), " are a claim"),
    segments.some(({ claims }) => claims.length > 1) &&
      h("span", {}, h("span", { class: "mark inner" }, "Double lines"), " are a claim within another"),
    segments.some(({ otherNumber }) => otherNumber !== null) &&
      h("span", {}, h("span", { class: "other" }, "Dotted numbers"), " are not claims"),
  );

const section = (title: string, ...content: Child[]): HTMLElement => h("section", {}, h("h2", {}, title), ...content);
