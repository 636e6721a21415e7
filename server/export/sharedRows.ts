import { type AffiliationEdge, affiliationsByMember, partyAt, type Span } from "../domain/affiliation.ts";
import { TABLE_OF, type VersionedTable } from "../store/db/tables.ts";
import { type CorpusRow, corporaAsOf, type SourceRow, sourcesByKey } from "../store/read/corpora.ts";
import { affiliationsAbove } from "../store/read/relatedRows.ts";
import { articlesWithShownText } from "../store/read/shownTexts.ts";
import { type Row, visibleRows } from "../store/read/visibleRows.ts";
import type { ExportScope } from "./exportScope.ts";
import { RowCache } from "./rowCache.ts";

/** The records, sources and corpora that rows of an export refer to. */
export interface SharedRows {
  readonly actors: RowCache<number, Row<"actor">>;
  readonly places: RowCache<number, Row<"place">>;
  readonly events: RowCache<number, Row<"event">>;
  readonly articles: RowCache<number, Row<"article">>;
  readonly sources: RowCache<number, SourceRow>;
  /** True for the articles whose words may be shown. */
  readonly shownTexts: RowCache<number, true>;
  readonly affiliations: RowCache<number, readonly AffiliationEdge[]>;
  corpus(slug: string): CorpusRow;
  /** Loads what some articles' rows need: their sources, and whether their words may be shown. */
  loadArticles(keys: Iterable<number | null>): Promise<void>;
  /** The party of an actor at a time, whose affiliations were loaded. Null if it has none. */
  partyOf(actor: number, at: Span | null): number | null;
}

export async function sharedRows(scope: ExportScope): Promise<SharedRows> {
  const { store, newest } = scope;
  const rows = <Table extends VersionedTable>(table: Table) =>
    new RowCache<number, Row<Table>>(async (keys) => {
      const found = await visibleRows(store, table, "record", keys);
      return found.map((row) => [(row as { readonly record: number }).record, row] as const);
    });
  const articles = rows(TABLE_OF.Article);
  const sources = new RowCache<number, SourceRow>((keys) => sourcesByKey(store.db, keys));
  const shownTexts = new RowCache<number, true>(async (keys) => {
    const shown = await articlesWithShownText(store, keys);
    if (store.revision === null) return shown;
    // Words that may not be shown now are not shown in earlier versions either.
    const now = await articlesWithShownText(newest, keys);
    return [...shown].filter(([key]) => now.has(key));
  });
  const affiliations = new RowCache<number, readonly AffiliationEdge[]>(async (actors) =>
    affiliationsByMember(await affiliationsAbove(store, actors)),
  );
  // Those of an actor's organisations were loaded with its own.
  const above = { get: (actor: number) => affiliations.get(actor) ?? undefined };
  const corpora = new Map((await corporaAsOf(store)).map((corpus) => [corpus.slug, corpus]));
  return {
    actors: rows(TABLE_OF.Actor),
    places: rows(TABLE_OF.Place),
    events: rows(TABLE_OF.Event),
    articles,
    sources,
    shownTexts,
    affiliations,
    corpus(slug) {
      const corpus = corpora.get(slug);
      if (corpus) return corpus;
      throw new Error(`The corpus ${slug} is missing.`);
    },
    async loadArticles(keys) {
      const wanted = [...new Set(keys)];
      await articles.load(wanted);
      await shownTexts.load(wanted);
      await sources.load(wanted.map((key) => articles.get(key)?.source ?? null));
    },
    partyOf: (actor, at) => partyAt(actor, above, at),
  };
}
