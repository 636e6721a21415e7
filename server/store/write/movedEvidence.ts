import { isUnmaskedForm } from "../../domain/names/mask.ts";
import type { ArticleRecord, CasualtyReportRecord, CorpusRecord, EventRecord } from "../../domain/records.ts";
import { hasMoved, type Surroundings, surroundingsOf } from "../../domain/surroundings.ts";
import { canonicalJson, type Paragraph } from "../../domain/text.ts";
import { chunks } from "../db/batchInsert.ts";
import type { WriteTransaction } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";
import { contentsOf } from "../read/contents.ts";
import { paragraphsIn } from "../read/jsonColumns.ts";
import { textsOf } from "../read/relatedRows.ts";
import { visibleRows } from "../read/visibleRows.ts";
import { type ExistingRecords, idOf } from "./existingRecords.ts";

type Reviewable = EventRecord | CasualtyReportRecord;

/** Words that a reviewed record quotes, in other surroundings since the text of their article has changed. */
export interface MovedQuote {
  readonly record: Reviewable;
  readonly article: string;
  readonly quote: string;
  readonly earlier: Surroundings;
  readonly now: Surroundings;
  /** Whether the article's text was withdrawn, so that its words must not be shown. */
  readonly isWithdrawn: boolean;
}

/**
 * The quotes that have moved, of records that were reviewed and stay so. The author has looked at a passage again if its
 * quotes or its attribution differ from the store's, and a record with a new review state.
 * @param changed the records that differ from the store
 */
export async function movedQuotes(
  writing: WriteTransaction,
  changed: readonly CorpusRecord[],
  known: ExistingRecords,
): Promise<MovedQuote[]> {
  const texts = await changedTexts(writing, changed);
  const quoting = changed.filter(
    (record): record is Reviewable =>
      (record.type === "Event" || record.type === "CasualtyReport") &&
      record.review === "REVIEWED" &&
      passagesOf(record).some(({ quotes }) => quotes.some(({ article }) => texts.has(article))),
  );
  const moved: MovedQuote[] = [];
  for (const [type, records] of Map.groupBy(quoting, (record) => record.type))
    for (const some of chunks(records)) {
      const stored = await storedContents(writing, type, some);
      for (const record of some) {
        const before = stored.get(record.slug);
        if (before?.review !== "REVIEWED") continue;
        // An attribution that the API has changed since the last load does not tell what the author has changed.
        const keyOf = known.get(idOf(record))?.apiWrite === null ? wholeKey : quotesKey;
        const passages = new Map(passagesOf(before).map((passage) => [keyOf(passage), passage]));
        for (const passage of passagesOf(record)) {
          const same = passages.get(keyOf(passage));
          if (same) moved.push(...movedWithin(record, same, passage, texts));
        }
      }
    }
  return moved;
}

interface ChangedText {
  readonly now: ArticleRecord;
  readonly earlier: { readonly language: string; readonly paragraphs: readonly Paragraph[] };
  readonly isWithdrawn: boolean;
}

/** The articles whose text changes, by slug. */
async function changedTexts(
  writing: WriteTransaction,
  changed: readonly CorpusRecord[],
): Promise<ReadonlyMap<string, ChangedText>> {
  const articles = new Map(changed.flatMap((record) => (record.type === "Article" ? [[record.slug, record]] : [])));
  const texts = new Map<string, ChangedText>();
  for (const slugs of chunks([...articles.keys()])) {
    const rows = await visibleRows({ ...writing, revision: null }, "article", "slug", slugs);
    const differing = rows.filter(({ slug, textHash }) => articles.get(slug)?.textHash !== textHash);
    if (differing.length === 0) continue;
    const stored = await textsOf(
      writing,
      differing.map(({ key }) => key),
    );
    for (const { key, slug, language, isTextWithdrawn } of differing) {
      const [now, text] = [articles.get(slug), stored.get(key)];
      const isWithdrawn = isTextWithdrawn === 1;
      if (now && text && !isUnmaskedForm(text.text, now.text))
        texts.set(slug, { now, earlier: { language, paragraphs: paragraphsIn(text) }, isWithdrawn });
    }
  }
  return texts;
}

interface Quote {
  readonly cell?: unknown;
  readonly article: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

interface StoredAttribution {
  readonly actor?: string | null;
  readonly words?: string | null;
}

/** What a record and its stored content have in common. In the content, null is left out. */
interface Quoting {
  readonly review: string;
  readonly evidence: readonly Quote[];
  readonly assertion?: string;
  readonly claimedBy?: string | null;
  readonly attributedTo?: StoredAttribution | null;
  readonly via?: StoredAttribution | null;
  readonly denials?: readonly {
    readonly by: StoredAttribution;
    readonly of: string;
    readonly evidence: readonly Quote[];
  }[];
  readonly retraction?: { readonly words?: string | null; readonly evidence: readonly Quote[] } | undefined;
}

async function storedContents(
  writing: WriteTransaction,
  type: Reviewable["type"],
  records: readonly Reviewable[],
): Promise<ReadonlyMap<string, Quoting>> {
  const slugs = records.map(({ slug }) => slug);
  const rows = await visibleRows({ ...writing, revision: null }, TABLE_OF[type], "slug", slugs);
  const contents = JSON.parse(JSON.stringify(await contentsOf(writing, type, rows))) as Quoting[];
  return new Map(rows.flatMap(({ slug }, at) => (contents[at] ? [[slug, contents[at]]] : [])));
}

/** Quotes with one attribution. */
interface Passage {
  readonly attribution: unknown;
  /** The words that name the speaker: null if none are known, empty if the article itself speaks. */
  readonly speaker: string | null;
  readonly quotes: readonly Quote[];
}

/** The evidence of a record, each of its denials, and its retraction. */
function passagesOf({ evidence, assertion, claimedBy, attributedTo, via, denials, retraction }: Quoting): Passage[] {
  const named = (of: StoredAttribution | null | undefined) => [of?.actor ?? null, of?.words ?? null];
  return [
    {
      attribution: [assertion ?? null, claimedBy ?? null, named(attributedTo), named(via)],
      speaker: assertion === "REPORTED" ? "" : (attributedTo?.words ?? null),
      quotes: evidence,
    },
    ...(denials ?? []).map(({ by, of, evidence }) => ({
      attribution: [of, named(by)],
      speaker: by.words ?? null,
      quotes: evidence,
    })),
    ...(retraction
      ? [{ attribution: retraction.words ?? null, speaker: retraction.words ?? null, quotes: retraction.evidence }]
      : []),
  ];
}

const quotesKey = ({ quotes }: Passage): string => canonicalJson(quotes.map(({ article, quote }) => [article, quote]));
const wholeKey = (passage: Passage): string => canonicalJson([passage.attribution, quotesKey(passage)]);

/** Compares the quotes of a passage that the author has not changed. */
function movedWithin(
  record: Reviewable,
  before: Passage,
  { quotes, speaker }: Passage,
  texts: ReadonlyMap<string, ChangedText>,
): MovedQuote[] {
  return quotes.flatMap((quote, at) => {
    const [text, old] = [texts.get(quote.article), before.quotes[at]];
    if (!text || !old || quote.cell) return [];
    const earlier = surroundingsOf(text.earlier.paragraphs, old, text.earlier.language);
    const now = surroundingsOf(text.now.paragraphs, quote, text.now.language);
    const { isWithdrawn } = text;
    return hasMoved(earlier, now, speaker)
      ? [{ record, article: quote.article, quote: quote.quote, earlier, now, isWithdrawn }]
      : [];
  });
}

/** What to tell the author about quotes that have moved. */
export function describeMoved(moved: readonly MovedQuote[]): string {
  const records = new Map(moved.map(({ record }) => [idOf(record), record.slug]));
  const flags = [...new Set(records.values())].map((slug) => `--confirm-evidence ${slug}`);
  return [
    `The text around the words that ${records.size === 1 ? "a reviewed record quotes" : `${records.size} reviewed records quote`} has changed. Nothing was loaded.`,
    ...moved.flatMap(({ record, article, quote, earlier, now, isWithdrawn }) => {
      const shown = isWithdrawn
        ? []
        : [`  earlier: ${inContext(earlier, now)}`, `  now:     ${inContext(now, earlier)}`];
      return [`${record.type} ${record.slug} quotes “${isWithdrawn ? "…" : quote}” of “${article}”:`, ...shown];
    }),
    `Decide for each record: correct its evidence or attribution in the folder; or write \`review: EXTRACTED\` there, so that somebody reads it again; or, if it is still right, load with ${flags.join(" ")}.`,
  ].join("\n");
}

/** The sentence with the words, and the neighbour that makes the difference. */
function inContext(here: Surroundings, other: Surroundings): string {
  if (here.sentence !== other.sentence) return here.sentence;
  const before = here.before === other.before ? null : (here.before ?? "(nothing)");
  const after = here.after === other.after ? null : (here.after ?? "(nothing)");
  return [before, here.sentence, before === null ? after : null].filter((text) => text !== null).join(" ");
}
