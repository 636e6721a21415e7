import { HARMS, type Harm } from "../../domain/vocabulary.ts";
import { RefusedError } from "../query.ts";

/** The variables of a toll's query, as in its address. */
export type TollQuestion = { readonly harm: Harm } & Readonly<
  Record<string, string | number | boolean | readonly string[]>
>;

const ONE = ["event", "victims", "side", "place", "rule", "asOf", "by", "recordedAsOf"];
const MANY = ["tags", "party"];
export const TOLL_PARAMETERS = [...ONE, ...MANY, "includeUnreviewed"];

export const harmOf = (name: string): Harm | null => {
  const harm = name.toUpperCase();
  return name === name.toLowerCase() && Object.hasOwn(HARMS, harm) ? (harm as Harm) : null;
};

/**
 * Reads the parameters of an address. The schema checks their values.
 * @throws RefusedError for unknown or repeated parameters
 */
export function tollQuestion(harm: Harm, parameters: URLSearchParams): TollQuestion {
  const question: Record<string, string | number | boolean | readonly string[]> = {};
  for (const name of new Set(parameters.keys())) {
    // A bare + in an address is a space. No value contains spaces, but times have offsets.
    const values = [...new Set(parameters.getAll(name).map((value) => value.replaceAll(" ", "+")))];
    const [value = ""] = values;
    if (!TOLL_PARAMETERS.includes(name))
      throw new RefusedError(`“${name.slice(0, 50)}” is not a parameter of a toll; use ${TOLL_PARAMETERS.join(", ")}`);
    if (MANY.includes(name)) question[name] = values;
    else if (values.length > 1) throw new RefusedError(`${name} is given ${values.length} times; it takes one value`);
    else if (value === "") throw new RefusedError(`${name} is empty; give it a value, or leave it out`);
    else if (name === "includeUnreviewed") question[name] = flag(value);
    else question[name] = name === "recordedAsOf" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  }
  return { ...question, harm };
}

function flag(value: string): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw new RefusedError(`includeUnreviewed is “${value.slice(0, 50)}”; it takes true or false`);
}

/** Enum arguments, whose values have no quotes in a query. */
const BARE = new Set(["harm", "victims", "rule", "by"]);

/** The question as the arguments of a query: `harm: KILLED, event: "…"`. The schema has already accepted the values. */
export const tollArguments = (question: TollQuestion): string =>
  Object.entries(question)
    .map(([name, value]) => `${name}: ${BARE.has(name) ? value : JSON.stringify(value)}`)
    .join(", ");
