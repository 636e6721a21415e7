import { countLabel } from "../domain/count.ts";
import { formatNumber } from "../domain/english.ts";
import type { Alias } from "../domain/records.ts";
import { required } from "../domain/required.ts";
import { RECORD_TYPES, type RecordType as Type } from "../domain/vocabulary.ts";
import { TABLE_OF, type VersionedTable } from "../store/db/tables.ts";
import { aliasesOf, placeNamesOf } from "../store/read/jsonColumns.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { MOST_RANKED, type SearchHit, searchRecords } from "../store/search/search.ts";
import { parseSearch } from "../store/search/terms.ts";
import { builder } from "./builder/builder.ts";
import { cursorsOf, pageArguments, selectedFields, toConnection } from "./builder/connection.ts";
import { type Context, loadRequired } from "./builder/context.ts";
import { costs } from "./builder/extensions.ts";
import { checkLength, searchText } from "./builder/filter.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import * as refs from "./builder/refs.ts";
import { RecordType } from "./enums.ts";
import { showsText } from "./licence.ts";
import { type SnippetPart, snippet } from "./snippet.ts";

type AnyRow = { [Table in VersionedTable]: Row<Table> }[VersionedTable];
interface Hit extends SearchHit {
  readonly query: string;
}

const TYPENAME = Symbol("typename");

const SearchRecord = builder.unionType("SearchRecord", {
  description: "Any record that can be searched.",
  types: [refs.ArticleRef, refs.EventRef, refs.ActorRef, refs.PlaceRef, refs.CasualtyReportRef],
  resolveType: (record) => (record as { [TYPENAME]?: Type })[TYPENAME] ?? null,
});

async function recordOf({ type, record }: Hit, { load }: Context): Promise<AnyRow> {
  const row: AnyRow = required(await load[TABLE_OF[type]].load(record), `${type} ${record}`);
  return Object.assign(row, { [TYPENAME]: type });
}

/** The texts that a hit may match, best first. Texts that may not be shown are left out. */
async function textsOf(hit: Hit, context: Context): Promise<string[]> {
  const { load } = context;
  switch (hit.type) {
    case "Article": {
      const article = await loadRequired(load.article, hit.record);
      if (!(await showsText(context, hit.record))) return [article.title];
      const text = (await loadRequired(load.text, article.key)).text;
      return [text.slice(article.title.length), article.title];
    }
    case "Event": {
      const event = await loadRequired(load.event, hit.record);
      return [event.title, event.note ?? "", ...(await quotesOf(context, await load.eventEvidence.load(event.key)))];
    }
    case "CasualtyReport": {
      const report = await loadRequired(load.casualtyReport, hit.record);
      const quotes = await quotesOf(context, await load.reportEvidence.load(report.key));
      const words = (await showsText(context, report.article)) ? [report.claimantWords, report.conduitWords] : [];
      const label = `${countLabel({ ...report, text: null })} ${report.harm.toLowerCase()}`;
      return [...quotes, ...words, report.note, label].filter((text) => text !== null);
    }
    case "Actor": {
      const actor = await loadRequired(load.actor, hit.record);
      return [namesOf(actor.name, aliasesOf(actor)), actor.office ?? "", actor.note ?? ""];
    }
    case "Place": {
      const place = await loadRequired(load.place, hit.record);
      return [namesOf(place.name, placeNamesOf(place)), place.note ?? ""];
    }
  }
}

const namesOf = (name: string, others: readonly Alias[]): string =>
  [name, ...others.map((other) => other.name)].join(" · ");

async function quotesOf(
  context: Context,
  evidence: readonly { article: number; quote: string }[] = [],
): Promise<string[]> {
  const quotes = await Promise.all(
    evidence.map(async ({ article, quote }) => ((await showsText(context, article)) ? quote : "")),
  );
  return quotes.filter((quote) => quote !== "");
}

const SnippetPartRef = builder.objectRef<SnippetPart>("SnippetPart").implement({
  description: "A part of a snippet. It is plain text: escape it before you put it into a page.",
  fields: (t) => ({
    text: t.exposeString("text", { description: "The words of this part. Line breaks are replaced by spaces." }),
    isMatch: t.exposeBoolean("isMatch", { description: "Whether these words match the search: highlight them." }),
  }),
});

const SearchHitRef = builder.objectRef<Hit>("SearchHit").implement({
  description: "A record that matches the search.",
  fields: (t) => ({
    record: t.field({
      type: SearchRecord,
      description: "The record. Select its fields by type: `... on Event { title }`.",
      extensions: READS_NO_RECORD,
      resolve: (hit, _args, context) => recordOf(hit, context),
    }),
    score: t.exposeFloat("score", {
      description:
        "How well the record matches; higher is better. Compare scores only within one answer: SQLite and PostgreSQL compute scores differently.",
    }),
    snippet: t.field({
      type: [SnippetPartRef],
      extensions: costs({ weight: 20 }),
      description:
        "About 200 characters around the matches, with the matches marked. Empty if the text may not be shown.",
      resolve: async (hit, _args, context) => {
        for (const text of await textsOf(hit, context)) {
          const parts = snippet(text, hit.query);
          if (parts.length > 0) return parts;
        }
        return [];
      },
    }),
  }),
});

const SearchConnection = builder.connectionObject(
  {
    type: SearchHitRef,
    name: "SearchConnection",
    description: "A page of search results, best first.",
    fields: (t) => ({
      isRankingComplete: t.boolean({
        description: `Whether all matches were ranked. If more than ${formatNumber(MOST_RANKED)} records match, only that many of them are ranked and listed; add words, or give \`types\`, to find the others. \`totalCount\` counts all matches.`,
        resolve: (connection) => (connection as unknown as { readonly isRankingComplete: boolean }).isRankingComplete,
      }),
    }),
  },
  { description: "A search result, with its cursor." },
);

builder.queryField("search", (t) =>
  t.connection(
    {
      type: SearchHitRef,
      extensions: { ...costs({ weight: 10_000, growsWithStore: true }), ...READS_NO_RECORD },
      description:
        "Full-text search over all records, best match first. The search uses stemming and ignores case and accents. All words must occur; “quoted” words must occur as a phrase; there are no other operators. Only the newest state is searched, so the field has no `recordedAsOf`.",
      args: {
        query: t.arg.string({
          required: true,
          description: "The words, at most 500 characters, with at least one letter or digit.",
        }),
        types: t.arg({ type: [RecordType], description: "Only records of these types. Default: all types." }),
      },
      resolve: async (_root, args, context, info) => {
        const query = searchText(args.query, "query", context);
        const types = args.types ?? RECORD_TYPES;
        checkLength(types, "types");
        const { limit, backwards } = pageArguments(args);
        const codec = cursorsOf(info, args, [{ valueType: "number" }]);
        const [after, before] = [codec.decode(args.after, "after"), codec.decode(args.before, "before")];
        // Hits are ordered only by score, so a cursor is a rank.
        const { hits, total, isComplete } = await searchRecords(context.store, parseSearch(query), {
          types,
          after: Number(after?.[0] ?? 0),
          ...(before && { before: Number(before[0]) }),
          limit: limit + 1,
          backwards,
          includeTotal: selectedFields(info).has("totalCount"),
        });
        const shown = backwards ? hits.slice(-limit || hits.length) : hits.slice(0, limit);
        const page = {
          rows: shown.map((hit) => ({ ...hit, query })),
          hasMore: hits.length > limit,
          total,
        };
        const connection = toConnection(page, { after, before, backwards }, ({ rank }) => codec.encode([rank]));
        return Object.assign(connection, { isRankingComplete: isComplete });
      },
    },
    SearchConnection,
  ),
);
