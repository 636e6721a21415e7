import { parse } from "graphql";
import type { Harm, TollRule, Victims } from "../../domain/vocabulary.ts";
import type { Store } from "../../store/db/database.ts";
import { PAGE, pagesOf, query, type Walk } from "../query.ts";
import { TOLL_SELECTION, type TollRow, type TollWithNarrower, tollRows } from "./tollColumns.ts";

/** What a toll is asked by, as the schema's arguments. */
interface Question {
  readonly harm?: Harm | undefined;
  readonly victims?: Victims | undefined;
  readonly side?: string | undefined;
  readonly place?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly party?: readonly string[] | undefined;
  readonly rule?: TollRule | undefined;
  readonly asOf?: string | undefined;
  readonly includeUnreviewed?: boolean | undefined;
  readonly recordedAsOf?: number | string | undefined;
}

export interface TollsAsked extends Question {
  /** By slug or global id. Left out: every event with claims of that harm. */
  readonly event?: readonly string[] | undefined;
}

const VARIABLES = `$harm: Harm!, $victims: Victims, $side: ID, $place: ID, $tags: [String!], $party: [ID!], $rule: TollRule!,
  $asOf: PartialTime, $includeUnreviewed: Boolean!, $recordedAsOf: RecordedAsOf`;
const ARGUMENTS = `harm: $harm, victims: $victims, side: $side, place: $place, tags: $tags, party: $party, rule: $rule,
  asOf: $asOf, includeUnreviewed: $includeUnreviewed`;

const ONE = parse(/* GraphQL */ `
  query TollOfEvent($event: ID!, ${VARIABLES}) {
    toll(event: $event, ${ARGUMENTS}, recordedAsOf: $recordedAsOf) { ${TOLL_SELECTION} }
  }
`);
const ALL = parse(/* GraphQL */ `
  query TollsOfEvents($after: String, $isFirst: Boolean!, ${VARIABLES}) {
    list: events(first: 100, after: $after, recordedAsOf: $recordedAsOf) {
      nodes { toll(${ARGUMENTS}) { ${TOLL_SELECTION} } }
      ${PAGE}
    }
  }
`);

interface WithToll {
  readonly toll: TollWithNarrower;
}

/**
 * The toll of each event, each with those of some of its people; by default of the killed.
 * @throws RefusedError
 */
export async function* tollPages(
  store: Store,
  { event, ...asked }: TollsAsked = {},
  walk: Walk = {},
): AsyncGenerator<readonly TollRow[]> {
  const question = { harm: "KILLED", rule: "RANGE", includeUnreviewed: false, ...given(asked) };
  for (const one of event ?? []) {
    walk.signal?.throwIfAborted();
    const { toll } = await query<WithToll>(store, ONE, { ...question, event: one });
    yield tollRows(toll, asked.party);
  }
  if (event !== undefined) return;
  for await (const events of pagesOf<WithToll>(store, ALL, question, walk))
    yield events
      .filter(({ toll }) => toll.usedCount + toll.leftOutCount > 0)
      .flatMap(({ toll }) => tollRows(toll, asked.party));
}

/** Without what is undefined, which would hide a default. */
const given = (question: Question): object =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
