import type { z as Zod } from "zod";

/** Shapes are functions of zod, so that the table loads without zod. The help of a command needs no shapes. */
type Z = typeof Zod;

/** A setting of the service: one environment variable, and for some of them a flag of `serve`. */
export interface Setting {
  /** What the setting sets. */
  readonly meaning: string;
  /** The values that the setting takes. Completes “Use …”. */
  readonly takes: string;
  /** Reads the text of the variable or flag; for a list, its parts. */
  readonly shape: (z: Z) => Zod.ZodType<unknown, string> | Zod.ZodArray;
  /** The value if neither the variable nor the flag is given. */
  readonly default: unknown;
  /** The default as the documentation shows it, if that is not the value itself. */
  readonly defaultText?: string;
  readonly example: string;
  /** The flag of `serve` that takes precedence, such as `--port <number>`. */
  readonly flag?: string;
  /** Whether the value may contain a password or a token. */
  readonly isSecret?: boolean;
}

/** `--public-url <url>` is called --public-url. */
export const flagName = (flag: string): string => flag.replace(/ .*/, "");

/** Any text that is not blank. */
export const text = (z: Z) => z.string().regex(/\S/);

/** @param note what the documentation adds */
export const wholeNumber = (least: number, most: number, note = "") => ({
  takes: `a whole number from ${least} to ${most}${note}`,
  shape: (z: Z) =>
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number)
      .pipe(z.number().min(least).max(most)),
});

export const portNumber = wholeNumber(0, 65_535, " (0 picks any free port)");

export const oneOf = <const Words extends readonly string[]>(words: Words) => ({
  takes: words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}`,
  shape: (z: Z) => z.enum(words),
});

/** A setting that is on unless it is switched off. */
export const onByDefault = (what: { readonly meaning: string }) =>
  ({
    ...what,
    takes: "on or off",
    shape: (z: Z) => z.enum(["on", "off"]).transform((value) => value === "on"),
    default: true,
    defaultText: "on",
    example: "off",
  }) as const;

/** The parts of a comma-separated list. */
export const splitList = (list: string): string[] =>
  list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * Text that passes a check.
 * @param problem what the error message adds to the value, such as “, which does not exist”
 */
export const checked =
  (isValid: (value: string) => boolean, problem = "") =>
  (z: Z) =>
    z.string().refine(isValid, { error: problem });
