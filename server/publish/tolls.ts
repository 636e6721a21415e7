import { parse } from "graphql";
import type { Harm, TollRule, Victims } from "../domain/vocabulary.ts";
import type { Store } from "../store/database.ts";
import { PAGE, pagesOf, query, type Walk } from "./query.ts";
import { TOLL_FIELDS, type TollData, type TollRow } from "./tollColumns.ts";

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
const TOLL = `{ ${TOLL_FIELDS} narrower { ${TOLL_FIELDS} } }`;

const ONE = parse(/* GraphQL */ `
  query TollOfEvent($event: ID!, ${VARIABLES}) {
    toll(event: $event, ${ARGUMENTS}, recordedAsOf: $recordedAsOf) { asked: subject { event { slug title } } ...Both }
  }
  fragment Both on Toll ${TOLL}
`);
const ALL = parse(/* GraphQL */ `
  query TollsOfEvents($after: String, $isFirst: Boolean!, ${VARIABLES}) {
    list: events(first: 100, after: $after, recordedAsOf: $recordedAsOf) {
      nodes { slug title toll(${ARGUMENTS}) ${TOLL} }
      ${PAGE}
    }
  }
`);

interface WithNarrower extends TollData {
  readonly narrower: readonly TollData[];
}
type EventData = NonNullable<TollRow["event"]>;

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
  const rows = (of: EventData | null, { narrower, ...toll }: WithNarrower): TollRow[] =>
    [toll, ...narrower].map((one, at) => ({ event: of, isWhole: at === 0, party: asked.party ?? [], toll: one }));

  for (const one of event ?? []) {
    walk.signal?.throwIfAborted();
    type Answer = { toll: WithNarrower & { asked: { event: EventData | null } } };
    const { toll } = await query<Answer>(store, ONE, { ...question, event: one });
    const { asked: subject, ...rest } = toll;
    yield rows(subject.event, rest);
  }
  if (event !== undefined) return;
  const pages = pagesOf<EventData & { toll: WithNarrower }>(store, ALL, question, walk);
  for await (const page of pages)
    yield page
      .filter(({ toll }) => toll.usedCount + toll.leftOutCount > 0)
      .flatMap(({ toll, slug, title }) => rows({ slug, title }, toll));
}

/** Without what is undefined, which would hide a default. */
const given = (question: Question): object =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
