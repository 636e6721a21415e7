import { basename } from "node:path";
import type { z } from "zod";
import { nearest } from "../domain/nearest.ts";
import { unstorableCharacter } from "../domain/storableText.ts";
import { articleText, type Paragraph } from "../domain/text.ts";
import type { Wording } from "../domain/vocabulary.ts";
import { type Fault, fieldPath } from "./faults.ts";
import { type CorpusFiles, IS_MANIFEST, IS_MARKDOWN, type MarkdownFile } from "./files.ts";
import { parseParagraphs } from "./paragraphs.ts";
import { frontMatterShape, manifestShape, RECORD_LISTS, type RecordList, slug, type Written } from "./shapes.ts";
import type { Located } from "./yaml/parseYaml.ts";

/** A value in the right shape, and a way to report a fault of one of its fields. */
export interface Parsed<Value> {
  readonly value: Value;
  fault(field: readonly PropertyKey[], problem: string): Fault;
  /**
   * True if the field could not be read, which has already been reported. The field's value is then a stand-in, so that the
   * other fields can be checked. Do not draw conclusions from the stand-in.
   */
  isFaulty(field: PropertyKey): boolean;
}

/**
 * A record with an id that could not be read, so that references to the record find nothing. `id` is the id that the author
 * probably meant. Null means any number of records of the type.
 */
export interface UnreadableRecord {
  readonly list: RecordList | "articles";
  readonly id: string | null;
}

export interface WrittenArticle extends z.output<typeof frontMatterShape> {
  readonly id: string;
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Records of the store, as the checks see them. Fields that no check reads have stand-ins. */
export interface StoredRecords {
  readonly articles: readonly Parsed<WrittenArticle>[];
  readonly actors: readonly Parsed<Written<"actors">>[];
  readonly places: readonly Parsed<Written<"places">>[];
  readonly events: readonly Parsed<Written<"events">>[];
}

export interface WrittenCorpus {
  readonly manifest: Parsed<z.output<typeof manifestShape>> | null;
  readonly articles: readonly Parsed<WrittenArticle>[];
  readonly lists: { readonly [List in RecordList]: readonly Parsed<Written<List>>[] };
  readonly lost: readonly UnreadableRecord[];
  /** Records of the store that new records may refer to: see storedRecords.ts. */
  readonly held?: StoredRecords;
}

/** Parses every file with the shapes of the format. Adds a fault for each mismatch, and continues with the rest. */
export function parseCorpus(files: CorpusFiles, faults: Fault[]): WrittenCorpus {
  const lists: { [List in RecordList]: Parsed<Written<List>>[] } = {
    actors: [],
    places: [],
    events: [],
    casualtyReports: [],
    mentions: [],
    withdrawn: [],
  };
  const lost = files.unread.flatMap(lostWith);
  for (const file of files.yaml) {
    for (const [name, items] of listsOf(file, faults, lost)) collect(name, items, file, lists, faults, lost);
  }
  return {
    manifest: parseManifest(files, faults),
    articles: files.markdown.map((file) => parseArticle(file, faults, lost)),
    lists,
    lost,
  };
}

const LISTS = Object.keys(RECORD_LISTS) as RecordList[];

/** The records that are missing if a file cannot be read: one article, or any records of a record file or folder. */
const lostWith = (file: string): UnreadableRecord[] =>
  IS_MARKDOWN.test(file)
    ? [{ list: "articles", id: idOf(file) }]
    : [...LISTS, "articles" as const].map((list) => ({ list, id: null }));

/** RECORD_LISTS, typed so that the name of a list gives the type of its records. */
const SHAPES: { readonly [List in RecordList]: z.ZodType<Written<List>> } = RECORD_LISTS;

export function collect<List extends RecordList>(
  list: List,
  items: readonly unknown[],
  file: Located,
  lists: { [Name in RecordList]: Parsed<Written<Name>>[] },
  faults: Fault[],
  lost: UnreadableRecord[],
) {
  for (const [index, item] of items.entries()) {
    const placed = parseShape(SHAPES[list], file, [list, index], faults);
    if (placed) lists[list].push(placed);
    if (!placed?.isFaulty("id") || item === null || typeof item !== "object") continue;
    const { id, name, title } = item as Record<string, unknown>;
    lost.push({ list, id: asId(id ?? name ?? title) });
  }
}

/** The id that the author probably meant. */
export const asId = (written: unknown): string =>
  String(written)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** The id of an article if its front matter does not give one. */
const idOf = (file: string): string => basename(file).replace(IS_MARKDOWN, "");

function parseManifest({ manifest, unread }: CorpusFiles, faults: Fault[]): WrittenCorpus["manifest"] {
  if (manifest) return parseShape(manifestShape, manifest, [], faults);
  if (!unread.some((file) => IS_MANIFEST.test(file))) {
    const problem = "is missing; it gives the corpus its id, title, version and sources";
    faults.push({ file: "corpus.yaml", line: null, field: null, problem });
  }
  return null;
}

function listsOf(file: Located, faults: Fault[], lost: UnreadableRecord[]): [RecordList, unknown[]][] {
  if (file.value === null) return [];
  const known = LISTS.join(", ");
  if (typeof file.value !== "object" || Array.isArray(file.value)) {
    faults.push({
      file: file.file,
      line: 1,
      field: null,
      problem: `has no lists of records; begin with one of ${known}`,
    });
    lost.push(...lostWith(file.file));
    return [];
  }
  return Object.entries(file.value).flatMap(([name, items]): [RecordList, unknown[]][] => {
    if (items === null) return [];
    if (Object.hasOwn(RECORD_LISTS, name) && Array.isArray(items)) return [[name as RecordList, items]];
    const problem = Object.hasOwn(RECORD_LISTS, name)
      ? "is not a list; begin each record with “- ”"
      : `is not a list of records; known here: ${known}`;
    faults.push({ file: file.file, line: file.lineOf([name]), field: name, problem });
    const meant = LISTS.find((list) => list === nearest(name, LISTS));
    if (meant) lost.push({ list: meant, id: null });
    return [];
  });
}

/** Validates the value at `path` of a file. */
export function parseShape<Value>(
  shape: z.ZodType<Value>,
  file: Located,
  path: readonly PropertyKey[],
  faults: Fault[],
): Parsed<Value> | null {
  const fault = (field: readonly PropertyKey[], problem: string): Fault => ({
    file: file.file,
    line: file.lineOf([...path, ...field]),
    field: fieldPath([...path, ...field]) || null,
    problem,
  });
  const written = path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown>)[step], file.value);
  const parsed = shape.safeParse(written);
  if (parsed.success) return { value: parsed.data, fault, isFaulty: () => false };
  const { issues } = parsed.error;
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  const isMisspelt = (field: PropertyKey) => unknown.some((key) => nearest(key, [String(field)]) !== null);
  for (const issue of issues) {
    const [field, ...inner] = issue.path;
    // A required field with a misspelt name is one fault, not two.
    if (field !== undefined && inner.length === 0 && !hasField(written, field) && isMisspelt(field)) continue;
    const found = fault(issue.path, problemOf(issue));
    const key = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    faults.push({ ...found, line: file.lineOf([...path, ...issue.path, ...key]) });
  }
  const rest = shape.safeParse(withoutFaulty(written, issues));
  const faulty = new Set(issues.map(({ path: [field] }) => field));
  return rest.success ? { value: rest.data, fault, isFaulty: (field) => faulty.has(field) || isMisspelt(field) } : null;
}

const hasField = (written: unknown, field: PropertyKey): boolean =>
  written !== null && typeof written === "object" && Object.hasOwn(written, field);

/**
 * The record with a stand-in for each faulty field. The corpus is refused in any case. The stand-ins only make it possible
 * to check the other fields, and the records that refer to this record, in the same run.
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
  id: "unreadable",
  // No quote can be found in this text.
  title: "\u0000",
  name: "unreadable",
  version: "unreadable",
  kind: "ORGANISATION",
  wording: "RESTATED",
  language: "en",
  article: "unreadable",
  event: "unreadable",
  harm: "KILLED",
  count: { qualifier: "VAGUE" },
  scope: "UNSTATED",
  type: "ASSAULT",
  assertion: "REPORTED",
  evidence: [{ quote: "unreadable" }],
  words: { quote: "unreadable" },
};

function problemOf(issue: z.core.$ZodIssue): string {
  // If the shape has its own message, that one says more than the messages below.
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

function parseArticle(
  { file, frontMatter, body }: MarkdownFile,
  faults: Fault[],
  lost: UnreadableRecord[],
): Parsed<WrittenArticle> {
  const placed = (frontMatter && parseShape(frontMatterShape, frontMatter, [], faults)) ?? withoutFrontMatter(file);
  const id = placed.value.id ?? idOf(file);
  const hasId = !placed.isFaulty("id") && slug.safeParse(id).success;
  const written = (frontMatter?.value as { id?: unknown } | null | undefined)?.id;
  if (!hasId) for (const meant of [written, idOf(file)]) lost.push({ list: "articles", id: asId(meant ?? "") });
  if (!hasId && !placed.isFaulty("id")) {
    faults.push(
      placed.fault(
        [],
        `its name “${basename(file)}” cannot serve as the article's id; give an \`id\`, or rename the file`,
      ),
    );
  }
  const unstorable = unstorableCharacter(body);
  if (unstorable !== null)
    faults.push(placed.fault([], `its text contains ${unstorable}, which cannot be stored; remove it`));
  const paragraphs = parseParagraphs(body);
  if (!placed.isFaulty("wording")) checkWording(placed, paragraphs.length > 0, faults);
  return {
    fault: placed.fault,
    isFaulty: (field) => (field === "id" ? !hasId : placed.isFaulty(field)),
    value: { ...placed.value, id, ...articleText(placed.value.title, paragraphs) },
  };
}

/** An article with front matter that cannot be read. Its text is still read, because records quote it. */
const withoutFrontMatter = (file: string): Parsed<z.output<typeof frontMatterShape>> => ({
  value: frontMatterShape.parse({ title: STAND_INS.title, wording: STAND_INS.wording, language: STAND_INS.language }),
  fault: (field, problem) => ({ file, line: 1, field: fieldPath(field) || null, problem }),
  isFaulty: (field) => field !== "id",
});

export function checkWording({ value, fault }: Parsed<{ wording: Wording }>, hasText: boolean, faults: Fault[]) {
  const { wording } = value;
  if (wording === "METADATA_ONLY" && hasText) {
    const problem = "is METADATA_ONLY, but a text follows; remove the text, or use VERBATIM or RESTATED";
    faults.push(fault(["wording"], problem));
  }
  if (wording !== "METADATA_ONLY" && !hasText)
    faults.push(fault(["wording"], `is ${wording}, but no text follows; add the text, or use METADATA_ONLY`));
}
