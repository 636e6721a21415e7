import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ExpectedError } from "../../domain/errors.ts";
import { printableName } from "../../domain/printable.ts";
import { CLAIM_STATUSES, HARMS, type Qualifier, SCOPES, VICTIMS } from "../../domain/vocabulary.ts";
import { fieldPath } from "../../ingest/faults.ts";
import { figureOf, type GoldClaim, type Passage } from "./gold.ts";

const QUALIFIERS: ReadonlyMap<string, Qualifier> = new Map([
  ["exactly", "EXACTLY"],
  ["at least", "AT_LEAST"],
  ["more than", "MORE_THAN"],
  ["about", "ABOUT"],
  ["up to", "UP_TO"],
  ["fewer than", "FEWER_THAN"],
  ["range", "BETWEEN"],
]);

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] => Object.keys(table) as Key[];
const HARM = z.enum(keysOf(HARMS));
const VICTIM = z.enum(keysOf(VICTIMS));
const SCOPE = z.enum(keysOf(SCOPES));
const STATUS = z.enum([...keysOf(CLAIM_STATUSES), "NON_CONFLICT"]);
const NAME = z.string().nullable();
const NUMBER = z.int().min(0);
const ID = z.string().min(1);

const CLAIM = z.object({
  id: ID,
  harm: HARM,
  harms: z.array(HARM).default([]),
  count: z.object({
    min: NUMBER.nullable().default(null),
    max: NUMBER.nullable().default(null),
    qualifier: z.string().min(1),
  }),
  victims: VICTIM,
  side: NAME.default(null),
  attributedTo: NAME.default(null),
  via: NAME.default(null),
  scope: SCOPE,
  status: STATUS,
  span: z.tuple([NUMBER, NUMBER]),
  partOf: ID.nullable().default(null),
  sameAs: ID.nullable().default(null),
  optional: z.boolean().default(false),
  accept: z
    .strictObject({
      harm: z.array(HARM).default([]),
      q: z.array(z.string()).default([]),
      count: z.array(NUMBER).default([]),
      victims: z.array(VICTIM).default([]),
      by: z.array(NAME).default([]),
      via: z.array(NAME).default([]),
      side: z.array(NAME).default([]),
      scope: z.array(SCOPE).default([]),
      status: z.array(STATUS).default([]),
    })
    .prefault({}),
});
type AnnotatedClaim = z.infer<typeof CLAIM>;

const PASSAGE = z.object({ id: ID, text: z.string().min(1), claims: z.array(CLAIM) });
type AnnotatedPassage = z.infer<typeof PASSAGE>;

/**
 * Reads annotated passages, one JSON object a line (format: docs/extracting.md).
 * @throws ExpectedError with every fault of the file
 */
export async function readPassages(file: string): Promise<Passage[]> {
  const name = printableName(file);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code})`;
    throw new ExpectedError(`${name} ${reason}. Give a file with annotated passages.`);
  });
  const faults: string[] = [];
  const passages = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const { passage, problems } = readLine(line);
    faults.push(...problems.map((problem) => `${name}, line ${index + 1}: ${problem}`));
    return passage ? [passage] : [];
  });
  if (faults.length > 0) throw new ExpectedError(faults.join("\n"));
  if (passages.length === 0) throw new ExpectedError(`${name} is empty. Give a file with annotated passages.`);
  return passages;
}

function readLine(line: string): { passage?: Passage; problems: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { problems: ['is not JSON. Each line must be an object such as {"id": "1", "text": "…", "claims": […]}.'] };
  }
  const { data, error } = PASSAGE.safeParse(json);
  if (error)
    return {
      problems: error.issues.map(
        ({ path, message }) => `${path.length === 0 ? "" : `${fieldPath(path)}: `}${message}.`,
      ),
    };
  const problems = data.claims.flatMap((claim, index) =>
    problemsOf(claim, data).map((problem) => `claims[${index}].${problem}`),
  );
  return problems.length > 0
    ? { problems }
    : { passage: { id: data.id, text: data.text, claims: data.claims.map(goldOf) }, problems };
}

/** What the shape of a claim does not show, each beginning with the field. */
function problemsOf({ id, count, span, partOf, sameAs }: AnnotatedClaim, { text, claims }: AnnotatedPassage): string[] {
  const problems: string[] = [];
  const [start, end] = span;
  if (start >= end || end > text.length)
    problems.push(`span: must be two offsets within the text, which has ${text.length} UTF-16 code units.`);
  const hasNumber =
    count.qualifier === "range" ? count.min !== null && count.max !== null : (count.min ?? count.max) !== null;
  if (QUALIFIERS.has(count.qualifier) && !hasNumber)
    problems.push(`count: needs ${count.qualifier === "range" ? "min and max" : "min or max"}.`);
  if (claims.filter((other) => other.id === id).length > 1) problems.push(`id: “${id}” is not unique in the passage.`);
  for (const [field, reference] of Object.entries({ partOf, sameAs })) {
    const other = claims.find((claim) => claim.id === reference);
    if (reference !== null && (!other || reference === id))
      problems.push(`${field}: “${reference}” is not another claim of the passage.`);
    else if (field === "sameAs" && other && other.sameAs !== null)
      problems.push(`sameAs: “${reference}” repeats another claim. Name that claim.`);
  }
  return problems;
}

function goldOf({ accept, count, ...claim }: AnnotatedClaim): GoldClaim {
  const words = [count.qualifier, ...accept.q];
  return {
    id: claim.id,
    // “No casualties” may be extracted as nobody killed, or as nobody wounded.
    harms: [claim.harm, ...accept.harm, ...(count.max === 0 ? claim.harms : [])],
    figures: [...figuresOf(count, accept.count), ...accept.q.filter((word) => !QUALIFIERS.has(word))],
    qualifiers: words.map((word) => QUALIFIERS.get(word) ?? "VAGUE"),
    victims: [claim.victims, ...accept.victims],
    claimants: [claim.attributedTo, ...accept.by],
    conduits: [claim.via, ...accept.via],
    sides: [claim.side, ...accept.side],
    scopes: [claim.scope, ...accept.scope],
    statuses: [claim.status, ...accept.status],
    start: claim.span[0],
    end: claim.span[1],
    partOf: claim.partOf,
    repeats: claim.sameAs,
    isOptional: claim.optional,
  };
}

function figuresOf({ qualifier: word, min, max }: AnnotatedClaim["count"], accepted: readonly number[]): string[] {
  const qualifier = QUALIFIERS.get(word) ?? "VAGUE";
  const figures = [figureOf({ qualifier, min, max, vague: word }), ...accepted.map(String)];
  // “More than 50” may be kept as 50 or as 51.
  const stated = min ?? max ?? 0;
  if (qualifier === "MORE_THAN") figures.push(String(stated + 1));
  if (qualifier === "FEWER_THAN") figures.push(String(stated - 1));
  return figures;
}
