import type { Store } from "../db/database.ts";

/** The actors that have an id in UCDP's list of actors: the slug of each, by this id. */
export async function actorsByUcdpId({ db }: Pick<Store, "db">): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom("actor")
    .select(["ucdpActorId", "slug"])
    .where("recordedUntil", "is", null)
    .where("ucdpActorId", "is not", null)
    .orderBy("slug", "desc")
    .execute();
  return new Map(rows.flatMap(({ ucdpActorId, slug }) => (ucdpActorId === null ? [] : [[ucdpActorId, slug]])));
}
