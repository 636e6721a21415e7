import { z } from "zod";
import { nearest } from "../../domain/nearest.ts";

/** The lists of a map, and the lists of the corpus format that they fill. */
export const MAPPED_LISTS = {
  actors: "actors",
  places: "places",
  articles: "articles",
  events: "events",
  claims: "casualtyReports",
} as const;
export type MappedList = keyof typeof MAPPED_LISTS;

/** A field of a record: text with columns in braces, a number, a list, or fields of its own. */
export type Template = string | number | boolean | null | readonly Template[] | { readonly [name: string]: Template };

const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(template), z.record(z.string(), template)]),
);
const record = z.record(z.string(), template);
const line = z.string().trim().min(1, "is empty");
const list = z
  .array(record)
  .nullish()
  .transform((records) => records ?? []);

const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? (issue.keys ?? [])
            .map((key) => {
              const near = nearest(key, Object.keys(shape));
              return `has the unknown field “${key}”${near === null ? `; known here: ${Object.keys(shape).join(", ")}` : `; did you mean “${near}”?`}`;
            })
            .join("; ")
        : undefined,
  });

/** How the rows of a table become records. */
export const mapShape = strict({
  corpus: strict({
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "is not an id; use lower-case ASCII letters, digits and single hyphens"),
    title: line,
    version: z.union([z.string(), z.number().transform(String)]),
    url: z.url().nullish(),
  }),
  source: strict({
    title: line.nullish(),
    licence: line,
    licenceUrl: z.url().nullish(),
    attribution: line.nullish(),
    showsText: z.boolean().default(true),
    isPrivate: z.boolean().default(false),
  }),
  /** The order of day, month and year in dates such as 03/04/2020. */
  dates: z.enum(["dmy", "mdy", "ymd"]).nullish(),
  /** What the values of a column stand for, such as ids of actors for the names of sides. */
  values: z
    .record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
    .nullish()
    .transform((values) => values ?? {}),
  actors: list,
  places: list,
  articles: list,
  events: list,
  claims: list,
  /** The columns that are left out on purpose. */
  ignore: z
    .array(z.string())
    .nullish()
    .transform((columns) => columns ?? []),
});
export type TableMap = z.output<typeof mapShape>;
