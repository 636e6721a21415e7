import type { Harm, TollRule, TollTime, Victims } from "../../domain/vocabulary.ts";
import type { Store } from "../../store/db/database.ts";
import { tollCsvQuery, tollsCsvQuery } from "../generated/queries.ts";
import { type PagingOptions, pagesOf, query } from "../query.ts";
import { type TollRow, tollRows } from "./tollColumns.ts";

/** The arguments of a toll, as in the schema. */
interface Question {
  readonly harm?: Harm | undefined;
  readonly victims?: Victims | undefined;
  readonly side?: string | undefined;
  readonly place?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly party?: readonly string[] | undefined;
  readonly rule?: TollRule | undefined;
  readonly asOf?: string | undefined;
  readonly by?: TollTime | undefined;
  readonly includeUnreviewed?: boolean | undefined;
  readonly recordedAsOf?: number | string | undefined;
}

export interface TollsRequest extends Question {
  /** By slug or global id. Default: every event with claims of that harm. */
  readonly event?: readonly string[] | undefined;
}

/**
 * The toll of each event, each with the tolls of some of its people. Default: of the people killed.
 * @throws RefusedError
 */
export async function* tollPages(
  store: Store,
  { event, ...asked }: TollsRequest = {},
  paging: PagingOptions = {},
): AsyncGenerator<readonly TollRow[]> {
  const question = { harm: "KILLED", rule: "RANGE", includeUnreviewed: false, ...given(asked) };
  for (const one of event ?? []) {
    paging.signal?.throwIfAborted();
    const { toll } = await query(store, tollCsvQuery, { ...question, event: one });
    yield tollRows(toll, asked.party);
  }
  if (event !== undefined) return;
  for await (const events of pagesOf(store, tollsCsvQuery, question, paging))
    yield events
      .filter(({ toll }) => toll.usedCount + toll.leftOutCount > 0)
      .flatMap(({ toll }) => tollRows(toll, asked.party));
}

/** Without undefined values, which would hide a default. */
const given = (question: Question): object =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
