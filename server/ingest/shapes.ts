import { z } from "zod";
import { LARGEST_COUNT } from "../domain/count.ts";
import { parseTime, TimeFormatError } from "../domain/time.ts";
import {
  ACTOR_KINDS,
  ASSERTIONS,
  CLAIM_STATUSES,
  DENIED_MATTERS,
  EVENT_MODES,
  EVENT_TYPES,
  HARMS,
  PART_KINDS,
  PARTICIPANT_ROLES,
  PARTIES,
  QUALIFIERS,
  REVIEW_STATES,
  SCOPES,
  TIME_BASES,
  VICTIMS,
  WORDINGS,
} from "../domain/vocabulary.ts";

/**
 * The corpus format, field by field. What one field cannot tell alone (references, quotes, parts and wholes) is checked
 * in check.ts. Missing optional fields become null or an empty list here, so that nothing later meets `undefined`.
 */

/** An object that knows its fields: an unknown one is most often a misspelt one, so the known ones are named. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown field ${(issue.keys ?? []).map((key) => `“${key}”`).join(", ")}; known here: ${Object.keys(shape).join(", ")}`
        : undefined,
  });
}

const oneOf = <Key extends string>(vocabulary: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(vocabulary) as [Key, ...Key[]]);

const text = z.string().trim().min(1, "is empty; write some text or leave the field out");
/** A title or name: it is shown in one line. */
const line = text.regex(/^[^\n\r\v\f\u0085\u2028\u2029]*$/, "has a line break; write it in one line");
const optional = <Type extends z.ZodType>(type: Type) =>
  type.nullish().transform((value) => value ?? null) as z.ZodType<z.output<Type> | null>;
const list = <Type extends z.ZodType>(item: Type) =>
  z
    .union([z.array(item), z.null()])
    .optional()
    .transform((value) => value ?? []) as z.ZodType<z.output<Type>[]>;

export const slug = z
  .string()
  .max(100, "is longer than 100 characters")
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    "is not an id; use lower-case ASCII letters, digits and single hyphens between them",
  );

const language = z.string().refine(
  (tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  },
  { error: (issue) => `“${issue.input}” is not a BCP 47 language tag such as en, hy or az-Cyrl` },
);

const httpUrl = z.url({ protocol: /^https?$/, error: "is not an http or https address" });

// YAML reads a bare year as a number.
const at = z
  .union([z.string().trim(), z.number().transform(String)], {
    error: "is not a time; write a year, a month, a day, an instant, or a span",
  })
  .superRefine((value, context) => {
    try {
      parseTime(value);
    } catch (error) {
      if (!(error instanceof TimeFormatError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  });

const knownTime = z
  .preprocess(
    (value) => (typeof value === "string" || typeof value === "number" ? { at: value } : value),
    fields({ at, basis: oneOf(TIME_BASES).default("STATED"), words: optional(text), note: optional(text) }),
  )
  .transform((value) => ({ ...value, ...parseTime(value.at) }));

const quotation = {
  quote: z.string().min(1, "is empty; quote the words"),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
};
const asQuotation = (value: unknown) => (typeof value === "string" ? { quote: value } : value);
const quote = z.preprocess(asQuotation, fields(quotation));
const quoteSomewhere = z.preprocess(asQuotation, fields({ article: slug.optional(), ...quotation }));
const evidence = z.preprocess(
  (value) => (value === undefined || value === null || Array.isArray(value) ? value : [value]),
  z
    .array(quoteSomewhere, { error: "is missing; quote the words of the article that this rests on" })
    .min(1, "is empty; quote the words of the article that this rests on"),
);

const attribution = z.preprocess(
  (value) => (typeof value === "string" ? { actor: value } : value),
  fields({ actor: optional(slug), words: optional(text) }).refine(
    ({ actor, words }) => actor !== null || words !== null,
    "names nobody; give `actor`, `words` or both",
  ),
);

const denial = fields({
  by: attribution,
  of: oneOf(DENIED_MATTERS),
  statedAt: optional(knownTime),
  evidence,
});

/** A field that came with a later release: where there is nothing in it, it is left out. See domain/records.ts. */
const newer = <Type extends z.ZodType>(type: Type) =>
  type.nullish().transform((value) => value ?? undefined) as z.ZodType<z.output<Type> | undefined>;

const revised = fields({ by: optional(text), reason: optional(text), at: optional(knownTime) });
const review = { review: oneOf(REVIEW_STATES).default("REVIEWED"), rule: optional(text), note: optional(text) };

export const manifestShape = fields({
  id: slug,
  title: line,
  version: z
    .string({ error: "is not text; write a version such as 1.0.0, in quotation marks where it looks like a number" })
    .trim()
    .min(1),
  description: optional(text),
  sources: z
    .array(
      fields({
        id: slug,
        title: line,
        licence: text,
        licenceUrl: optional(httpUrl),
        attribution: optional(text),
        showsText: z.boolean(),
      }),
    )
    .min(1, "is empty; name at least one source with its licence"),
});

export const frontMatterShape = fields({
  id: slug.optional(),
  title: line,
  wording: oneOf(WORDINGS),
  source: slug.optional(),
  publisher: optional(slug),
  agencies: list(slug),
  copyOf: optional(slug),
  language: language,
  published: optional(knownTime),
  updated: optional(knownTime),
  url: optional(httpUrl),
  revised: optional(revised),
});

const alias = z.preprocess(
  (value) => (typeof value === "string" ? { name: value } : value),
  fields({ name: line, language: optional(language) }),
);
const wikidataId = z.string().regex(/^Q[1-9]\d*$/, "is not a Wikidata item such as Q399");
const alpha2 = z.string().regex(/^[A-Z]{2}$/, "is not an ISO 3166-1 alpha-2 code such as AM");

const actorShape = fields({
  id: slug,
  name: line,
  kind: oneOf(ACTOR_KINDS),
  aliases: list(alias),
  isoAlpha2: optional(alpha2),
  isoAlpha3: optional(z.string().regex(/^[A-Z]{3}$/, "is not an ISO 3166-1 alpha-3 code such as ARM")),
  wikidataId: optional(wikidataId),
  ucdpActorId: optional(z.int().positive()),
  office: optional(text),
  affiliations: list(fields({ to: slug, as: optional(text), during: optional(knownTime) })),
  note: optional(text),
  revised: optional(revised),
});

const placeShape = fields({
  id: slug,
  name: line,
  names: list(alias),
  latitude: optional(z.number().min(-90).max(90)),
  longitude: optional(z.number().min(-180).max(180)),
  precision: optional(z.int().min(1).max(7)),
  country: optional(alpha2),
  statusNotes: list(
    fields({
      words: z.string().min(1),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
      article: slug,
      by: optional(slug),
    }),
  ),
  partOf: optional(slug),
  wikidataId: optional(wikidataId),
  note: optional(text),
  revised: optional(revised),
});

const eventShape = fields({
  id: slug,
  title: line,
  type: oneOf(EVENT_TYPES),
  mode: optional(oneOf(EVENT_MODES)),
  assertion: oneOf(ASSERTIONS),
  claimedBy: optional(slug),
  time: optional(knownTime),
  datePrecision: optional(z.int().min(1).max(5)),
  place: optional(slug),
  participants: list(
    fields({
      actor: slug,
      role: oneOf(PARTICIPANT_ROLES),
      party: optional(oneOf(PARTIES)),
      assertedBy: optional(slug),
    }),
  ),
  partOf: optional(slug),
  acledSubEvent: optional(text),
  ucdpTypeOfViolence: optional(z.int().min(1).max(3)),
  denials: list(denial),
  evidence: evidence,
  ...review,
  revised: optional(revised),
});

const number = z
  .int("is not a whole number")
  .min(0, "is below zero")
  .max(LARGEST_COUNT, `is above ${LARGEST_COUNT}, the largest figure that is kept`);
const figureText = { text: optional(text) };
const { BETWEEN: _between, VAGUE: _vague, ...SINGLE_VALUED } = QUALIFIERS;
const count = z.discriminatedUnion(
  "qualifier",
  [
    fields({ qualifier: oneOf(SINGLE_VALUED), value: number, ...figureText }).refine(
      ({ qualifier, value }) => qualifier !== "FEWER_THAN" || value > 0,
      "is FEWER_THAN 0, which no figure is; say EXACTLY 0, or correct the value",
    ),
    fields({ qualifier: z.literal("BETWEEN"), min: number, max: number, ...figureText }).refine(
      ({ min, max }) => min <= max,
      "has a min above its max",
    ),
    fields({ qualifier: z.literal("VAGUE"), ...figureText }),
  ],
  { error: `needs a qualifier, one of ${Object.keys(QUALIFIERS).join(", ")}` },
);

const casualtyReportShape = fields({
  id: slug,
  article: slug,
  event: slug,
  harm: oneOf(HARMS),
  count,
  victims: oneOf(VICTIMS).default("UNSPECIFIED"),
  tags: list(z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, "is not a tag; use lower-case words joined by hyphens")),
  side: optional(slug),
  place: optional(slug),
  attributedTo: optional(attribution),
  via: optional(attribution),
  blamed: optional(attribution),
  scope: oneOf(SCOPES),
  period: optional(knownTime),
  statedAt: optional(knownTime),
  status: oneOf(CLAIM_STATUSES).default("CURRENT"),
  partOf: optional(slug),
  partKind: optional(oneOf(PART_KINDS)),
  partsAreAll: newer(z.boolean()).transform((value) => value || undefined),
  retraction: newer(fields({ statedAt: optional(knownTime), words: optional(text), evidence, note: optional(text) })),
  denials: list(denial),
  evidence: evidence,
  ...review,
  revised: optional(revised),
});

const mentionShape = fields({
  article: slug,
  actor: optional(slug),
  place: optional(slug),
  words: quote,
  voice: optional(slug),
});

const withdrawnShape = fields({
  article: optional(slug),
  event: optional(slug),
  actor: optional(slug),
  place: optional(slug),
  casualtyReport: optional(slug),
  reason: text,
  by: optional(text),
});

/** The lists that a record file may hold. */
export const RECORD_LISTS = {
  actors: actorShape,
  places: placeShape,
  events: eventShape,
  casualtyReports: casualtyReportShape,
  mentions: mentionShape,
  withdrawn: withdrawnShape,
} as const;
export type RecordList = keyof typeof RECORD_LISTS;
export type Written<List extends RecordList> = z.output<(typeof RECORD_LISTS)[List]>;
