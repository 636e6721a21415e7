import type { ReferableRecords } from "../store/write/referableRecords.ts";
import type { Fault } from "./faults.ts";
import type { Parsed, StoredRecords } from "./parse.ts";
import { frontMatterShape, RECORD_LISTS } from "./shapes.ts";

export function toStoredRecords({ articles, actors, places, events }: ReferableRecords): StoredRecords {
  const { actors: actor, places: place, events: event } = RECORD_LISTS;
  const made = { type: "ASSAULT", assertion: "REPORTED", evidence: "made up" };
  return {
    articles: articles.map(({ slug, ...known }) =>
      placed({
        ...frontMatterShape.parse({ title: "made up", wording: "RESTATED", language: "en" }),
        id: slug,
        ...known,
      }),
    ),
    actors: actors.map(({ slug, name, kind, to }) =>
      placed(actor.parse({ id: slug, name, kind, affiliations: to.map((organisation) => ({ to: organisation })) })),
    ),
    places: places.map((slug) => placed(place.parse({ id: slug, name: "made up" }))),
    events: events.map(({ slug, ...known }) =>
      placed({ ...event.parse({ id: slug, title: "made up", ...made }), ...known }),
    ),
  };
}

/** A stored record has no faults. If a new record has the same id, the message says that the first one is in the store. */
const placed = <Value>(value: Value): Parsed<Value> => ({
  value,
  fault: (_field, problem): Fault => ({ file: "", line: null, field: "the store", problem }),
  isFaulty: () => false,
});
