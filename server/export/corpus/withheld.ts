import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { contentsOf } from "../../store/read/contents.ts";
import type { CorpusRow } from "../../store/read/corpora.ts";
import { recordsAfter, recordsOfCorpus } from "../../store/read/recordRange.ts";
import { visibleRows } from "../../store/read/visibleRows.ts";
import type { ExportScope } from "../exportScope.ts";
import { sharedRows } from "../sharedRows.ts";
import { type Withheld, writtenRecord } from "./writtenRecord.ts";

/** What an exported corpus does not contain, because the words behind it may not be shown. */
export interface LeftOut extends Withheld {
  /** The fields of a record without references to records that are left out. Null if the record itself is left out. */
  keep(type: RecordType, slug: string, fields: Fields | null): Fields | null;
  /** What was left out so far, for people. Null if nothing was. */
  notice(): string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const BATCH = 500;

/**
 * Finds the articles whose text may not be shown, and the events that only these report.
 * @param includeWithheld whether texts are included although their licence forbids showing them
 */
export async function findWithheld(
  scope: ExportScope,
  corpora: readonly CorpusRow[],
  includeWithheld: boolean,
): Promise<LeftOut> {
  const withheld = await withheldArticles(scope, corpora, includeWithheld);
  const events = new Set<string>();
  if (withheld.slugs.size > 0)
    for await (const keys of allKeys(scope, "Event", corpora)) {
      const rows = await visibleRows(scope.store, "event", "record", keys);
      const contents = await contentsOf(scope.store, "Event", rows);
      for (const [at, { slug }] of rows.entries())
        if (writtenRecord(contents[at] ?? {}, withheld, () => []) === null) events.add(slug);
    }
  const claims = new Set<string>();
  return {
    ...withheld,
    keep(type, slug, fields) {
      if (type === "Event") {
        if (fields === null || events.has(slug)) return null;
        return events.has(String(fields.partOf)) ? without(fields, "partOf") : fields;
      }
      if (type !== "CasualtyReport") return fields ?? {};
      const isLost = fields === null || withheld.slugs.has(String(fields.article)) || events.has(String(fields.event));
      if (isLost) {
        claims.add(slug);
        return null;
      }
      return claims.has(String(fields.partOf)) ? without(fields, "partOf", "partKind") : fields;
    },
    notice: () =>
      withheld.slugs.size === 0
        ? null
        : `The licences of some sources do not allow showing their texts, or texts were withdrawn. This export therefore has only the
metadata of ${withheld.slugs.size} articles, and leaves out ${claims.size} claims in them and ${events.size} events that only they report.
`,
  };
}

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

async function withheldArticles(
  scope: ExportScope,
  corpora: readonly CorpusRow[],
  includeWithheld: boolean,
): Promise<Withheld> {
  const { shownTexts } = await sharedRows(scope);
  const [articles, slugs] = [new Set<number>(), new Set<string>()];
  for await (const keys of allKeys(scope, "Article", corpora)) {
    await shownTexts.load(keys);
    const hidden = keys.filter((key) => !shownTexts.get(key));
    const rows = await visibleRows(scope.store, "article", "record", hidden);
    // An article that was withdrawn later is not in the newest state.
    const now = new Set((await visibleRows(scope.newest, "article", "record", hidden)).map(({ record }) => record));
    for (const { record, slug, isTextWithdrawn } of rows) {
      if (includeWithheld && isTextWithdrawn === 0 && now.has(record)) continue;
      articles.add(record);
      slugs.add(slug);
    }
  }
  return { articles, slugs };
}

async function* allKeys(
  { store }: ExportScope,
  type: RecordType,
  corpora: readonly CorpusRow[],
): AsyncGenerator<readonly number[]> {
  for (const { slug } of corpora)
    for (let after = 0; ; ) {
      const keys = await recordsAfter(recordsOfCorpus(store, type, slug), TABLE_OF[type], { after, limit: BATCH });
      if (keys.length > 0) yield keys;
      if (keys.length < BATCH) break;
      after = keys.at(-1) ?? after;
    }
}
