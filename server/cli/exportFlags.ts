import { Option } from "commander";
import { CLAIM_STATUSES, HARMS, REVIEW_STATES, SCOPES, TOLL_RULES, VICTIMS } from "../domain/vocabulary.ts";

/** The fields of the schema's filter as flags. The name of a field is the name of the flag in camel case. */
export const CLAIM_FILTERS: readonly Option[] = [
  new Option("--event <slugs...>", "about these events, or events that are part of them"),
  new Option("--harm <harms...>", "of these harms").choices(Object.keys(HARMS)),
  new Option("--victims <kinds...>", "about these kinds of people").choices(Object.keys(VICTIMS)),
  new Option("--tag <tags...>", "with one of these tags, such as bodies"),
  new Option("--side <slugs...>", "about these actors' people"),
  new Option("--place <slugs...>", "in these places, or places in them"),
  new Option("--attributed-to <slugs...>", "claimed by these actors themselves"),
  new Option("--party <slugs...>", "claimed by these actors, or by actors who belong to them"),
  new Option("--via <slugs...>", "reported through these actors"),
  new Option("--blamed <slugs...>", "blaming these actors"),
  new Option("--article <slugs...>", "in these articles"),
  new Option("--publisher <slugs...>", "in articles of these publishers"),
  new Option("--scope <scopes...>", "running totals, increments, or unstated").choices(Object.keys(SCOPES)),
  new Option("--status <statuses...>", "with one of these statuses").choices(Object.keys(CLAIM_STATUSES)),
  new Option("--review <states...>", "in one of these review states").choices(Object.keys(REVIEW_STATES)),
  new Option("--text <words>", "containing these words, as `text` in the GraphQL filter"),
];

export const AS_OF = new Option(
  "--as-of <time>",
  "only claims certainly stated by the end of this year, month, day or instant",
);
export const RECORDED_AS_OF = new Option(
  "--recorded-as-of <revision>",
  "the database as it was at a data revision such as 12, or at a time such as 2021-12",
);
const TIMES = [AS_OF, RECORDED_AS_OF];

export const TOLL_QUESTION: readonly Option[] = [
  new Option("--event <slugs...>", "of these events (default: every event with such claims)"),
  new Option("--harm <harm>", "of this harm (default: KILLED)").choices(Object.keys(HARMS)),
  new Option("--victims <kind>", "of these people only").choices(Object.keys(VICTIMS)),
  new Option("--side <slug>", "of this actor's people, as stated in the articles"),
  new Option("--place <slug>", "in this place, as stated in the articles"),
  new Option("--tags <tags...>", "of people with these tags"),
  new Option("--party <slugs...>", "only claims by these actors, or by actors who belong to them"),
  new Option("--rule <rule>", "how the bounds are chosen from the parties' figures (default: RANGE)").choices(
    Object.keys(TOLL_RULES),
  ),
  new Option("--include-unreviewed", "also count claims that nobody has reviewed"),
];

export const STATED = [
  new Option("--stated-from <time>", "stated in or after this year, month, day or instant"),
  new Option("--stated-until <time>", "stated in or before this year, month, day or instant"),
];

/** Any field of a table's filter, as in the address of an export. */
export const ANY_FILTER = new Option(
  "--filter <name=value...>",
  "only rows that match, by a field of the table's filter in the GraphQL schema, such as type=ASSAULT or time.from=2020",
);

export const AFTER = new Option(
  "--after <id>",
  "only the rows after the row with this id, to continue an export that was interrupted",
);

/** The options that were given, by their names in the schema. */
export function given(options: readonly Option[], flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = options.map((option) => option.attributeName()).filter((name) => flags[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, flags[name]]));
}

/** A number is a data revision, even if it could be a year. To give a year, name its last month, `2021-12`. */
export const revisionAsked = (recordedAsOf: string | undefined): number | string | undefined =>
  /^\d+$/.test(recordedAsOf ?? "") ? Number(recordedAsOf) : recordedAsOf;

/** Turns a message of the schema about an argument into a message about the argument's flag. */
export function ofFlags(message: string): string {
  const [, variable, value, at, reason] =
    /^Variable "\$(\w+)" got invalid value ("(?:[^"\\]|\\.)*")(?: at "([\w.]+)")?; (.*)$/s.exec(message) ?? [];
  const said =
    reason === undefined
      ? message
      : reason.startsWith(`${variable} `)
        ? reason
        : `${at ?? variable} is ${value}: ${reason}`;
  return said
    .replace(/^filter\./, "")
    .replace(/^statedAt\.(from|until)\b/, "--stated-$1")
    .replace(/^statedAt\b/, "--stated-from … --stated-until …")
    .replace(/^\w+/, (name) => (ARGUMENTS.has(name) ? `--${kebab(name)}` : name));
}

const ARGUMENTS = new Set(
  [...CLAIM_FILTERS, ...TOLL_QUESTION, ...TIMES, AFTER].map((option) => option.attributeName()),
);

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
