import { isUnmaskedForm } from "../../domain/names/mask.ts";
import type { Corpus } from "../../domain/records.ts";
import { sha256 } from "../../domain/text.ts";
import type { Db } from "../db/database.ts";
import { sourceRow } from "../records/sourceRow.ts";

/** The id of the corpus of all records from the API. */
export const API_CORPUS = "api";

/** The state of a corpus after a write. */
export interface CorpusWrite {
  readonly hash: string;
  readonly folderHash: string | null;
  readonly write: number;
  readonly fingerprint: string | null;
}

/** Updates a corpus's row and sources for a write. @returns the keys of the sources, by slug */
export async function writeCorpusRow(
  db: Db,
  corpus: Omit<Corpus, "records">,
  state: CorpusWrite,
): Promise<Map<string, number>> {
  const { slug, title, version, description } = corpus;
  const before = await db.selectFrom("corpus").selectAll().where("slug", "=", slug).executeTakeFirst();
  const row = { ...keepMasked({ title, version, description }, before), ...state };
  await db
    .insertInto("corpus")
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column("slug").doUpdateSet(row))
    .execute();
  await keepState(db, slug, state.write);
  const keys = new Map<string, number>();
  // Older versions of articles may still refer to a source that the corpus no longer lists.
  await db.updateTable("source").set({ isNamed: 0 }).where("corpus", "=", slug).execute();
  for (const source of corpus.sources) {
    const stored = await db
      .selectFrom("source")
      .selectAll()
      .where("corpus", "=", slug)
      .where("slug", "=", source.slug)
      .executeTakeFirst();
    const values = {
      ...sourceRow(keepMasked(source, stored)),
      isNamed: 1,
    };
    const { key } = await db
      .insertInto("source")
      .values({ corpus: slug, ...values })
      .onConflict((conflict) => conflict.columns(["corpus", "slug"]).doUpdateSet(values))
      .returning("key")
      .executeTakeFirstOrThrow();
    keys.set(source.slug, key);
  }
  return keys;
}

/** The same texts. Those from which a withdrawn name was removed stay as they are stored, if the folder has not changed them. */
function keepMasked<Texts extends object>(texts: Texts, stored: object | undefined): Texts {
  const kept = Object.entries(texts).map(([name, text]) => {
    const before = (stored as Readonly<Record<string, unknown>> | undefined)?.[name];
    const isKept = typeof text === "string" && typeof before === "string" && isUnmaskedForm(before, text);
    return [name, isKept ? before : text];
  });
  return Object.fromEntries(kept) as Texts;
}

/** Adds a change through the API to a corpus's hash, so that the hash identifies this state. The folder's own hash stays. */
export async function moveCorpus(db: Db, slug: string, write: number, change: string): Promise<void> {
  const { hash } = await db.selectFrom("corpus").select("hash").where("slug", "=", slug).executeTakeFirstOrThrow();
  await db
    .updateTable("corpus")
    .set({ hash: sha256(`${hash} ${change}`), write })
    .where("slug", "=", slug)
    .execute();
  await keepState(db, slug, write);
}

async function keepState(db: Db, corpus: string, write: number): Promise<void> {
  const state = await db
    .selectFrom("corpus")
    .select(["title", "version", "description", "hash"])
    .where("slug", "=", corpus)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("corpusState")
    .values({ corpus, write, ...state })
    .execute();
}
