import { basename } from "node:path";
import type { z } from "zod";
import { articleText, type Paragraph, unstorableCharacter } from "../domain/text.ts";
import type { ParagraphKind } from "../domain/vocabulary.ts";
import { type Fault, fieldPath } from "./faults.ts";
import type { CorpusFiles, Located, MarkdownFile } from "./files.ts";
import {
  frontMatterShape,
  manifestShape,
  RECORD_LISTS,
  type RecordList,
  slug,
  UNREADABLE,
  type Written,
} from "./shapes.ts";

/** A value in the right shape, and a way to say where one of its fields stands. */
export interface Placed<Value> {
  readonly value: Value;
  fault(field: readonly PropertyKey[], problem: string): Fault;
}

export interface WrittenArticle extends z.output<typeof frontMatterShape> {
  readonly id: string;
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
}

export interface WrittenCorpus {
  readonly manifest: Placed<z.output<typeof manifestShape>> | null;
  readonly articles: readonly Placed<WrittenArticle>[];
  readonly lists: { readonly [List in RecordList]: readonly Placed<Written<List>>[] };
}

/** Brings every file into the format's shapes; adds what does not fit to `faults`, and goes on with the rest. */
export function parseCorpus(files: CorpusFiles, faults: Fault[]): WrittenCorpus {
  const lists: { [List in RecordList]: Placed<Written<List>>[] } = {
    actors: [],
    places: [],
    events: [],
    casualtyReports: [],
    mentions: [],
  };
  for (const file of files.yaml) {
    for (const [name, items] of listsOf(file, faults)) collect(name, items, file, lists, faults);
  }
  return {
    manifest: parseManifest(files.manifest, faults),
    articles: files.markdown.flatMap((file) => parseArticle(file, faults) ?? []),
    lists,
  };
}

/** The same table, typed so that a list's name gives its record's type. */
const SHAPES: { readonly [List in RecordList]: z.ZodType<Written<List>> } = RECORD_LISTS;

function collect<List extends RecordList>(
  name: List,
  items: readonly unknown[],
  file: Located,
  lists: { [Name in RecordList]: Placed<Written<Name>>[] },
  faults: Fault[],
) {
  for (const index of items.keys()) {
    const placed = parseShape(SHAPES[name], file, [name, index], faults);
    if (placed) lists[name].push(placed);
  }
}

function parseManifest(file: Located | null, faults: Fault[]): WrittenCorpus["manifest"] {
  if (file) return parseShape(manifestShape, file, [], faults);
  if (!faults.some((fault) => fault.file === "corpus.yaml")) {
    const problem = "is missing; it gives the corpus its id, title, version and sources";
    faults.push({ file: "corpus.yaml", line: null, field: null, problem });
  }
  return null;
}

function listsOf(file: Located, faults: Fault[]): [RecordList, unknown[]][] {
  if (file.value === null) return [];
  const known = Object.keys(RECORD_LISTS).join(", ");
  if (typeof file.value !== "object" || Array.isArray(file.value)) {
    faults.push({
      file: file.file,
      line: 1,
      field: null,
      problem: `holds no lists of records; begin with one of ${known}`,
    });
    return [];
  }
  return Object.entries(file.value).flatMap(([name, items]): [RecordList, unknown[]][] => {
    if (items === null) return [];
    if (Object.hasOwn(RECORD_LISTS, name) && Array.isArray(items)) return [[name as RecordList, items]];
    const problem = Object.hasOwn(RECORD_LISTS, name)
      ? "is not a list; begin each record with “- ”"
      : `is no list of records; known here: ${known}`;
    faults.push({ file: file.file, line: file.lineOf([name]), field: name, problem });
    return [];
  });
}

/** Validates what stands at `path` of a file. */
function parseShape<Value>(
  shape: z.ZodType<Value>,
  file: Located,
  path: readonly PropertyKey[],
  faults: Fault[],
): Placed<Value> | null {
  const fault = (field: readonly PropertyKey[], problem: string): Fault => ({
    file: file.file,
    line: file.lineOf([...path, ...field]),
    field: fieldPath([...path, ...field]) || null,
    problem,
  });
  const written = path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown>)[step], file.value);
  const parsed = shape.safeParse(written);
  if (parsed.success) return { value: parsed.data, fault };
  for (const issue of parsed.error.issues) faults.push(fault(issue.path, problemOf(issue)));
  const rest = shape.safeParse(withoutFaulty(written, parsed.error.issues));
  return rest.success ? { value: rest.data, fault } : null;
}

/**
 * The record with a stand-in for each field that is wrong. The corpus is refused by then; this only lets the record's
 * other fields, and those that refer to it, be checked in the same run.
 */
function withoutFaulty(written: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  if (written === null || typeof written !== "object") return written;
  const rest: Record<PropertyKey, unknown> = { ...written };
  for (const issue of issues) {
    const [field] = issue.path;
    if (issue.code === "unrecognized_keys" && field === undefined) for (const key of issue.keys) delete rest[key];
    else if (field !== undefined && field in STAND_INS) rest[field] = STAND_INS[field];
    else if (field !== undefined) delete rest[field];
  }
  return rest;
}

const STAND_INS: Readonly<Record<PropertyKey, unknown>> = {
  title: UNREADABLE,
  name: UNREADABLE,
  kind: "ORGANISATION",
  wording: "RESTATED",
  language: "en",
  article: UNREADABLE,
  event: UNREADABLE,
  harm: "KILLED",
  count: { qualifier: "VAGUE" },
  scope: "UNSTATED",
  type: "ASSAULT",
  assertion: "REPORTED",
  evidence: [{ quote: UNREADABLE }],
  words: { quote: UNREADABLE },
};

function problemOf(issue: z.core.$ZodIssue): string {
  // A message of our own says more than these.
  if (issue.code === "invalid_type" && !issue.message.startsWith("Invalid input")) return issue.message;
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined"))
    return `is missing; it takes ${withArticle(issue.expected)}`;
  if (issue.code === "invalid_type") return `takes ${withArticle(issue.expected)}`;
  if (issue.code === "invalid_value") return `takes one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_union") {
    const nested = issue.errors.flat()[0];
    return nested ? problemOf(nested) : issue.message;
  }
  return issue.message;
}

const withArticle = (type: string): string =>
  ({
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    object: "fields of its own",
    array: "a list",
  })[type] ?? type;

function parseArticle({ file, frontMatter, body }: MarkdownFile, faults: Fault[]): Placed<WrittenArticle> | null {
  const placed = parseShape(frontMatterShape, frontMatter, [], faults);
  if (!placed) return null;
  const id = placed.value.id ?? basename(file, ".md");
  if (!slug.safeParse(id).success) {
    faults.push(
      placed.fault([], `its name “${basename(file)}” cannot serve as the article's id; give an \`id\`, or rename it`),
    );
  }
  const unstorable = unstorableCharacter(body);
  if (unstorable !== null)
    faults.push(placed.fault([], `its text holds ${unstorable}, which cannot be stored; remove it`));
  const paragraphs = parseParagraphs(body);
  if (placed.value.wording === "METADATA_ONLY" && paragraphs.length > 0) {
    faults.push(
      placed.fault(["wording"], "is METADATA_ONLY, but a text follows; remove the text or say VERBATIM or RESTATED"),
    );
  }
  if (placed.value.wording !== "METADATA_ONLY" && paragraphs.length === 0) {
    faults.push(
      placed.fault(["wording"], `is ${placed.value.wording}, but no text follows; write it, or say METADATA_ONLY`),
    );
  }
  return { fault: placed.fault, value: { ...placed.value, id, ...articleText(placed.value.title, paragraphs) } };
}

const SUBHEAD = /^#+[ \t]+/;
const CAPTION = /^Caption:[ \t]*/;

/** Empty lines part paragraphs; a subhead ends with its line. */
function parseParagraphs(body: string): { kind: ParagraphKind; text: string }[] {
  const blocks: string[][] = [[]];
  for (const line of body.split("\n").map((line) => line.trim())) {
    if (line === "" || SUBHEAD.test(line) || SUBHEAD.test(blocks.at(-1)?.[0] ?? "")) blocks.push([]);
    if (line !== "") blocks.at(-1)?.push(line);
  }
  return blocks
    .map((lines) => lines.join(" "))
    .filter((text) => text !== "")
    .map((text) => {
      if (SUBHEAD.test(text)) return { kind: "SUBHEAD", text: text.replace(SUBHEAD, "") };
      if (CAPTION.test(text)) return { kind: "CAPTION", text: text.replace(CAPTION, "") };
      return { kind: "BODY", text };
    });
}
