import { z } from "zod";

/** A setting of the service: one environment variable, and for some of them a flag of `serve`. */
export interface Setting {
  /** What it sets, in one sentence. */
  readonly meaning: string;
  /** The values it takes. Completes “Use …”. */
  readonly takes: string;
  /** Reads the text of the variable or flag; for a list, its parts. */
  readonly shape: z.ZodType<unknown, string> | z.ZodArray;
  /** The value if neither the variable nor the flag is given. */
  readonly default: unknown;
  /** The default as the documentation shows it, if that is not the value itself. */
  readonly defaultText?: string;
  readonly example: string;
  /** The flag of `serve` that takes precedence, such as `--port <number>`. */
  readonly flag?: string;
  /** Whether it may contain a password or a token. */
  readonly isSecret?: boolean;
}

/** Any text that is not blank. */
export const text = z.string().regex(/\S/);

export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const ON_OFF = ["on", "off"] as const;
/** A setting that is on unless it is switched off. */
export const onByDefault = (what: { readonly meaning: string }) =>
  ({
    ...what,
    takes: "on or off",
    shape: z.enum(ON_OFF).transform((value) => value === "on"),
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
export const checked = (isValid: (value: string) => boolean, problem = "") =>
  z.string().refine(isValid, { error: problem });
