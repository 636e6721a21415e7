import type { NameLookup } from "../../domain/toll/labels/subjectLabel.ts";
import type { Subject } from "../../domain/toll/subject.ts";
import type { Context } from "../builder/context.ts";

/** The names that the labels of some subjects need, and of further events and actors, loaded at once. */
export async function namesOf(
  { load }: Context,
  subjects: readonly Subject[],
  events: readonly (number | null)[] = [],
  actorKeys: readonly number[] = [],
): Promise<NameLookup> {
  const keys = (of: readonly (number | null)[]) => [...new Set(of)].filter((key) => key !== null);
  const [actors, places, named] = await Promise.all([
    Promise.all(keys([...subjects.map(({ side }) => side), ...actorKeys]).map((key) => load.actor.load(key))),
    Promise.all(keys(subjects.map(({ place }) => place)).map((key) => load.place.load(key))),
    Promise.all(keys([...subjects.map(({ event }) => event), ...events]).map((key) => load.event.load(key))),
  ]);
  const names = <Row extends { record: number }>(rows: readonly (Row | undefined)[], name: (row: Row) => string) => {
    const found = new Map(rows.flatMap((row) => (row ? [[row.record, name(row)] as const] : [])));
    return (key: number) => found.get(key) ?? "a record that is gone";
  };
  return {
    actor: names(actors, ({ name }) => name),
    place: names(places, ({ name }) => name),
    event: names(named, ({ title }) => title),
  };
}
