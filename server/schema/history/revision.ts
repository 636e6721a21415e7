import { differences, quotedArticles, redactedJson } from "../../domain/changes.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import {
  everWithheld,
  type HistoryEntry,
  historyOf,
  type VersionContent,
  versionsOf,
} from "../../store/read/history.ts";
import { type PreviousResult, requestsOfWrites } from "../../store/write/idempotency.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import type { Context } from "../builder/context.ts";
import { RECORD_REFS } from "../builder/refs.ts";
import { ChangeKind } from "../enums.ts";

/** An entry of a record's history. Where it is the version that one looks at, its kind is not known yet. */
interface RevisionOf extends Omit<HistoryEntry, "kind"> {
  readonly recordType: RecordType;
  readonly kind: HistoryEntry["kind"] | null;
}

interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

const ChangeRef = builder.objectRef<Change>("Change").implement({
  description:
    "A field that differs between two versions, in terms of the corpus format: references as slugs, what is unknown left out. Words of an article that was withdrawn, or that stood under a source which does not let texts be shown, are null in both values.",
  fields: (t) => ({
    field: t.exposeString("field", {
      description:
        "Which one, as the corpus format calls it. For an item of a list, with its place: `evidence[0]`, `paragraphs[3]` (0 is the title). Places are counted from 0 in the newer list, in the older one where the item is gone.",
    }),
    before: t.exposeString("before", {
      nullable: true,
      description: 'What it was, as JSON text: `{"qualifier":"EXACTLY","value":20}`. Null where it was not there.',
    }),
    after: t.exposeString("after", {
      nullable: true,
      description: "What it has become, as JSON text. Null where it is no longer there.",
    }),
  }),
});

const WriteRequestRef = builder.objectRef<PreviousResult>("WriteRequest").implement({
  description: "A mutation that wrote, and who sent it.",
  fields: (t) => ({
    operation: t.exposeString("operation", { description: "Which mutation it was, by its field: `ingestArticle`." }),
    caller: t.exposeString("caller", {
      description: "Tells callers of the same name apart: a key's id, or the issuer and subject of a token.",
    }),
    key: t.exposeString("clientKey", { nullable: true, description: "What its sender called it." }),
  }),
});

export const RevisionRef = builder.objectRef<RevisionOf>("Revision").implement({
  description:
    "A change of a record: which version it brought, and how it came about. Nothing is changed silently: every change is a new version.",
  fields: (t) => ({
    number: t.exposeInt("version", {
      description: "Counts the record's versions from 1. That of a withdrawal is the version that it ended.",
    }),
    kind: t.field({
      type: ChangeKind,
      description: "Whether it added, revised or withdrew the record.",
      resolve: (revision, _args, context) => kindOf(revision, context),
    }),
    dataRevision: t.exposeInt("recordedFrom", {
      description: "The store's data revision that brought it: give it as `recordedAsOf` to read all as it stood then.",
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When the store took it up." }),
    recordedBy: t.exposeString("recordedBy", { description: "Who brought it: a person's or a corpus's name." }),
    reason: t.exposeString("reason", { description: "Why it came about." }),
    request: t.field({
      type: WriteRequestRef,
      nullable: true,
      description:
        "The mutation that brought it; null where a corpus was loaded. For those who review: takes the scope `review` or `admin`.",
      extensions: takesScope("review", "admin"),
      resolve: async ({ recordedFrom }, _args, context) => {
        requireScope(context, "review", "admin");
        const requests = context.loader<number, PreviousResult>("requests", (writes) =>
          requestsOfWrites(context.store.db, writes),
        );
        return (await requests.load(recordedFrom)) ?? null;
      },
    }),
    validFrom: t.expose("validFrom", {
      type: "DateTime",
      description:
        "From when on it holds: a first version from the time that the record speaks of, a correction from when it was made or says that it applies, a withdrawal from when it was recorded.",
    }),
    contentHash: t.exposeString("contentHash", {
      description: "SHA-256 of the record's content: equal in every store that holds the same.",
    }),
    changes: t.field({
      type: [ChangeRef],
      description:
        "What differs from the version before. Empty for the first version and for a withdrawal, and where only the licence changed that decides what is searched.",
      resolve: (revision, _args, context) => changesOf(revision, context),
    }),
  }),
});

const history = (context: Context, type: RecordType) =>
  context.loader<number, readonly HistoryEntry[]>(`history ${type}`, (records) =>
    historyOf(context.store, type, records),
  );

async function kindOf({ recordType, record, version, kind }: RevisionOf, context: Context) {
  if (kind !== null) return kind;
  const entries = (await history(context, recordType).load(record)) ?? [];
  const own = entries.find((entry) => entry.version === version && entry.kind !== "WITHDRAWN");
  return own?.kind ?? "ADDED";
}

async function changesOf({ recordType, record, version, kind }: RevisionOf, context: Context): Promise<Change[]> {
  if (version === 1 || kind === "WITHDRAWN") return [];
  const loader = context.loader<number, readonly VersionContent[]>(`versions ${recordType}`, (records) =>
    versionsOf(context.store, recordType, records),
  );
  const versions = (await loader.load(record)) ?? [];
  const contentOf = (number: number) => versions.find((found) => found.version === number)?.content ?? {};
  const [before, after] = [contentOf(version - 1), contentOf(version)];
  const withheld = await withheldArticles(context, [...quotedArticles(before), ...quotedArticles(after)]);
  return differences(before, after).map(({ field, before, after }) => ({
    field,
    before: redactedJson(before, withheld),
    after: redactedJson(after, withheld),
  }));
}

async function withheldArticles(context: Context, articles: readonly number[]): Promise<ReadonlySet<number>> {
  const loader = context.loader<number, boolean>("ever withheld", async (asked) => {
    const withheld = await everWithheld(context.store, asked);
    return new Map(asked.map((article) => [article, withheld.has(article)]));
  });
  const distinct = [...new Set(articles)];
  const found = await Promise.all(distinct.map((article) => loader.load(article)));
  return new Set(distinct.filter((_, at) => found[at]));
}

/** A record's history, oldest first. */
export async function revisionsOf(context: Context, recordType: RecordType, record: number): Promise<RevisionOf[]> {
  const entries = (await history(context, recordType).load(record)) ?? [];
  return entries.map((entry) => ({ ...entry, recordType }));
}

for (const [name, ref] of Object.entries(RECORD_REFS)) {
  const recordType = name as RecordType;
  // Versions of all types have the same columns for this; one type stands for all.
  builder.objectFields(ref as typeof RECORD_REFS.Actor, (t) => ({
    revision: t.field({
      type: RevisionRef,
      description: "Which version of the record this is.",
      resolve: (row) => ({ ...row, recordType, kind: null }),
    }),
    revisions: t.field({
      type: [RevisionRef],
      description:
        "Its whole history, oldest first: what was changed, when, by whom and why. Under `recordedAsOf` only what was recorded by then.",
      resolve: ({ record }, _args, context) => revisionsOf(context, recordType, record),
    }),
  }));
}
