import { z } from "zod";
import { LARGEST_COUNT } from "../domain/count.ts";
import { ACTOR } from "../domain/fields/actor.ts";
import { ARTICLE } from "../domain/fields/article.ts";
import { CASUALTY_REPORT } from "../domain/fields/casualtyReport.ts";
import { EVENT } from "../domain/fields/event.ts";
import {
  type Field,
  type FieldTable,
  type Kind,
  type KindName,
  type KindOf,
  VOCABULARIES,
} from "../domain/fields/kinds.ts";
import {
  ATTRIBUTION,
  type COUNT,
  type EVIDENCE,
  MENTION,
  type QUOTE,
  REVISED,
  type STATUS_NOTE,
  TABLE_CELL,
  TIME,
} from "../domain/fields/parts.ts";
import { PLACE } from "../domain/fields/place.ts";
import type { RecordValues, Values } from "../domain/records.ts";
import { parseTime, TimeFormatError } from "../domain/time.ts";
import { QUALIFIERS } from "../domain/vocabulary.ts";
import { addressProblem } from "../domain/webAddress.ts";

/**
 * The shapes of the corpus format: one for each kind of field. The shapes of the records follow from the tables in
 * domain/fields/. What no field can show by itself (references, quotes, parts and wholes) is checked in check.ts. Missing
 * optional fields become null or an empty list here, so that later code does not get `undefined`.
 */

/** An object that accepts only its own fields. Most unknown fields are misspelt, so the error lists the known fields. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown field ${(issue.keys ?? []).map((key) => `“${key}”`).join(", ")}; known here: ${Object.keys(shape).join(", ")}`
        : undefined,
  });
}

const text = z.string().trim().min(1, "is empty; write some text or leave the field out");
const line = text.regex(/^[^\n\r\v\f\u0085\u2028\u2029]*$/, "has a line break; write it in one line");
const optional = <Type extends z.ZodType>(type: Type) =>
  type.nullish().transform((value) => value ?? null) as z.ZodType<z.output<Type> | null>;

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

const httpUrl = z
  .string()
  .trim()
  .superRefine((address, context) => {
    const message = addressProblem(address);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

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

const whichPlace = {
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  occurrence: z
    .int("is not a whole number")
    .min(1, "is below 1; count the places that match from 1, in the order of the text")
    .optional(),
};
const quotation = { quote: z.string().min(1, "is empty; quote the words"), ...whichPlace };
const quotationAnywhere = { article: slug.optional(), ...quotation } satisfies Record<
  keyof typeof QUOTE.fields,
  z.ZodType
>;
const evidenceItem = () =>
  fields({ ...quotationAnywhere, cell: fields(shapesOf(TABLE_CELL.fields)).optional() } satisfies Record<
    keyof typeof EVIDENCE.fields,
    z.ZodType
  >);
const asQuotation = (value: unknown) => (typeof value === "string" ? { quote: value } : value);

const statusNote = fields({
  words: z.string().min(1),
  ...whichPlace,
  article: slug,
  by: optional(slug),
} satisfies Record<keyof typeof STATUS_NOTE.fields, z.ZodType>);

const number = z
  .int("is not a whole number")
  .min(0, "is below zero")
  .max(LARGEST_COUNT, `is above ${LARGEST_COUNT}, the largest figure that can be stored`);
const { BETWEEN: _between, VAGUE: _vague, ...SINGLE_VALUED } = QUALIFIERS;
const COUNT_FIELDS = {
  qualifier: z.enum(Object.keys(SINGLE_VALUED) as (keyof typeof SINGLE_VALUED)[]),
  value: number,
  min: number,
  max: number,
  best: number.nullish().transform((estimate) => estimate ?? undefined),
  text: optional(text),
} satisfies Record<keyof typeof COUNT.fields, z.ZodType>;
const { qualifier, value, min, max, ...ofAnyCount } = COUNT_FIELDS;
const count = z.discriminatedUnion(
  "qualifier",
  [
    fields({ qualifier, value, ...ofAnyCount }).refine(
      (figure) => figure.qualifier !== "FEWER_THAN" || figure.value > 0,
      "is FEWER_THAN 0, which is impossible; use EXACTLY 0, or correct the value",
    ),
    fields({ qualifier: z.literal("BETWEEN"), min, max, ...ofAnyCount }).refine(
      (figure) => figure.min <= figure.max,
      "has a min above its max",
    ),
    fields({ qualifier: z.literal("VAGUE"), ...ofAnyCount }),
  ],
  { error: `needs a qualifier, one of ${Object.keys(QUALIFIERS).join(", ")}` },
);

/** The value of each kind of field as it is written. */
interface WrittenValues extends Omit<RecordValues, "count" | "quote" | "evidence" | "statusNote"> {
  count: z.output<typeof count>;
  quote: z.output<z.ZodObject<typeof quotation>>;
  evidence: z.output<ReturnType<typeof evidenceItem>>[];
  statusNote: z.output<typeof statusNote>;
}

const SHAPES: { readonly [Name in KindName]: (kind: KindOf<Name>) => z.ZodType } = {
  text: () => text,
  words: () => text,
  line: () => line,
  term: () => text,
  language: () => language,
  url: () => httpUrl,
  flag: () => z.boolean(),
  source: () => slug,
  code: ({ pattern, problem }) => z.string().regex(pattern, problem),
  integer: ({ min: least, max: most }) => z.int().min(least).max(most),
  decimal: ({ min: least, max: most }) => z.number().min(least).max(most),
  oneOf: ({ vocabulary }) => z.enum(Object.keys(VOCABULARIES[vocabulary])),
  reference: () => slug,
  list: ({ of }) =>
    z
      .union([z.array(shapeOf(of)), z.null()])
      .optional()
      .transform((items) => items ?? []),
  part: ({ fields: table, short }) => shorthand(short, fields(shapesOf(table))),
  attribution: ({ short }) =>
    shorthand(
      short,
      fields(shapesOf(ATTRIBUTION.fields)).refine(
        ({ actor, words }) => actor !== null || words !== null,
        "names nobody; give `actor`, `words` or both",
      ),
    ),
  time: ({ short }) =>
    shorthand(short, fields({ ...shapesOf(TIME.fields), at })).transform((time) => ({
      ...time,
      ...parseTime(time.at),
    })),
  count: () => count,
  quote: () => z.preprocess(asQuotation, fields(quotation)),
  evidence: () =>
    z.preprocess(
      (written) => (written === undefined || written === null || Array.isArray(written) ? written : [written]),
      z
        .array(z.preprocess(asQuotation, evidenceItem()), {
          error: "is missing; quote the words of the article that support the record",
        })
        .min(1, "is empty; quote the words of the article that support the record"),
    ),
  statusNote: () => statusNote,
};
const shapeOf = (kind: Kind): z.ZodType => (SHAPES[kind.is] as (kind: Kind) => z.ZodType)(kind);

/** Accepts plain text, or a YAML number, in place of an object with only this field. */
const shorthand = <Shape extends z.ZodType>(field: string | undefined, shape: Shape) =>
  z.preprocess(
    (written) =>
      field !== undefined && ["string", "number"].includes(typeof written) ? { [field]: written } : written,
    shape,
  );

type ShapesOf<Fields extends FieldTable> = {
  [Name in keyof Values<Fields, WrittenValues>]-?: z.ZodType<Values<Fields, WrittenValues>[Name]>;
};
const shapesOf = <Fields extends FieldTable>(table: Fields): ShapesOf<Fields> =>
  Object.fromEntries(Object.entries(table).map(([name, field]) => [name, fieldShape(field)])) as ShapesOf<Fields>;

function fieldShape(field: Field): z.ZodType {
  const shape = shapeOf(field.kind);
  if (field.required) return shape;
  if (field.default !== undefined) return shape.default(field.default);
  if (field.since !== undefined) return shape.nullish().transform((value) => (isEmpty(value) ? undefined : value));
  return field.kind.is === "list" ? shape : optional(shape);
}

const isEmpty = (value: unknown): boolean =>
  value == null || value === false || (Array.isArray(value) && value.length === 0);

const revised = optional(SHAPES.part(REVISED)) as z.ZodType<Values<typeof REVISED.fields> | null>;

export const manifestShape = fields({
  id: slug,
  title: line,
  version: z
    .string({ error: "is not text; write a version such as 1.0.0, in quotation marks if it looks like a number" })
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
        isPrivate: z
          .boolean()
          .optional()
          .transform((given) => given || undefined),
      }),
    )
    .min(1, "is empty; name at least one source with its licence"),
});

export const frontMatterShape = fields({ id: slug.optional(), ...shapesOf(ARTICLE), revised });

const recordShape = <Fields extends FieldTable>(table: Fields) => fields({ id: slug, ...shapesOf(table), revised });

const withdrawnShape = fields({
  article: optional(slug),
  event: optional(slug),
  actor: optional(slug),
  place: optional(slug),
  casualtyReport: optional(slug),
  reason: text,
  by: optional(text),
});

/** The lists that a record file can contain. */
export const RECORD_LISTS = {
  actors: recordShape(ACTOR),
  places: recordShape(PLACE),
  events: recordShape(EVENT),
  casualtyReports: recordShape(CASUALTY_REPORT),
  mentions: fields(shapesOf(MENTION.fields)),
  withdrawn: withdrawnShape,
} as const;
export type RecordList = keyof typeof RECORD_LISTS;
export type Written<List extends RecordList> = z.output<(typeof RECORD_LISTS)[List]>;
