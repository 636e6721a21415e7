import { differences, quotedArticles, redactedJson } from "../../domain/changes.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { AuthorKind as AuthorKindName } from "../../domain/writeVocabulary.ts";
import { isKeyId } from "../../store/auth/apiKeys.ts";
import { callersOf, type HistoryEntry, historyOf, type VersionContent, versionsOf } from "../../store/read/history.ts";
import { articlesEverWithheld } from "../../store/read/tombstones.ts";
import { type PreviousResult, requestsOfWrites } from "../../store/write/idempotency.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import type { Context } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { RECORD_REFS } from "../builder/refs.ts";
import { AuthorKind, ChangeKind } from "../enums.ts";

/** An entry of a record's history. `kind` is null, and not known yet, if the entry was read from the version itself. */
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
    "A field that differs between two versions, in the terms of the corpus format: references are slugs, and unknown values are left out. If an article was withdrawn or its source does not allow showing texts, the article's words are null in both values.",
  fields: (t) => ({
    field: t.exposeString("field", {
      description:
        "The field, as named in the corpus format. An item of a list has its index: `evidence[0]`, `paragraphs[3]` (0 is the title). Indexes count from 0 in the newer list, or in the older list if the item was removed.",
    }),
    before: t.exposeString("before", {
      nullable: true,
      description: 'The old value, as JSON text: `{"qualifier":"EXACTLY","value":20}`. Null if there was no value.',
    }),
    after: t.exposeString("after", {
      nullable: true,
      description: "The new value, as JSON text. Null if the field was removed.",
    }),
  }),
});

const WriteRequestRef = builder.objectRef<PreviousResult>("WriteRequest").implement({
  description: "A mutation that wrote to the store, and its caller.",
  fields: (t) => ({
    operation: t.exposeString("operation", { description: "The mutation, by its field name: `ingestArticle`." }),
    caller: t.exposeString("caller", {
      description: "Distinguishes callers with the same name: a key's id, or the issuer and subject of a token.",
    }),
    key: t.exposeString("clientKey", { nullable: true, description: "The key that the caller gave the request." }),
  }),
});

export const RevisionRef = builder.objectRef<RevisionOf>("Revision").implement({
  description:
    "A change of a record: the new version, with the author, the time and the reason. Nothing is changed silently: every change is a new version.",
  fields: (t) => ({
    number: t.exposeInt("version", {
      description: "The number of the record's version, counted from 1. For a withdrawal, the last version.",
    }),
    kind: t.field({
      type: ChangeKind,
      description: "Whether the change added, revised or withdrew the record.",
      resolve: (revision, _args, context) => kindOf(revision, context),
    }),
    dataRevision: t.exposeInt("recordedFrom", {
      description:
        "The data revision of the change. Give it as `recordedAsOf` to read the whole store as of this change.",
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When the store recorded the change." }),
    recordedBy: t.exposeString("recordedBy", {
      description: "The author of the change: the name of a person or a corpus.",
    }),
    recordedByKind: t.field({
      type: AuthorKind,
      description:
        "Where the author's name comes from. A key and a token may have the same name; for their ids, see `request`.",
      resolve: async ({ recordedFrom }, _args, context): Promise<AuthorKindName> => {
        const callers = context.loader<number, string>("callers", (writes) => callersOf(context.store, writes));
        const caller = await callers.load(recordedFrom);
        return caller === undefined ? "CORPUS" : isKeyId(caller) ? "API_KEY" : "TOKEN";
      },
    }),
    reason: t.exposeString("reason", { description: "The reason for the change." }),
    request: t.field({
      type: WriteRequestRef,
      nullable: true,
      description:
        "The mutation that made the change. Null if loading a corpus made the change. Only for reviewers: it requires the scope `review` or `admin`.",
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
        "The time from which the version applies. For the first version, this is the time that the record is about. For a correction, it is the time when the correction was made, or the time that the correction states. For a withdrawal, it is the time when the withdrawal was recorded.",
    }),
    contentHash: t.exposeString("contentHash", {
      description:
        "SHA-256 of the record's content. The hash is the same in every store that has the same content. If a withdrawn name was removed from the content, the hash would confirm a guess of the name: it is then keyed (HMAC-SHA-256), begins with `hmac-sha256:`, and is specific to this store.",
    }),
    changes: t.field({
      type: [ChangeRef],
      extensions: costs({ weight: 20 }),
      description:
        "The differences from the previous version. Empty for the first version, for a withdrawal, and if only the licence and, as a result, the searchable text changed.",
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
    const withheld = await articlesEverWithheld(context.store, asked);
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
  // All types have the same columns here, so one type stands for all of them.
  builder.objectFields(ref as typeof RECORD_REFS.Actor, (t) => ({
    revision: t.field({
      type: RevisionRef,
      description: "The version of the record.",
      resolve: (row) => ({ ...row, recordType, kind: null }),
    }),
    revisions: t.field({
      type: [RevisionRef],
      description:
        "The record's whole history, oldest first: each change with its time, author and reason. With `recordedAsOf`, only the changes up to that data revision or time.",
      resolve: ({ record }, _args, context) => revisionsOf(context, recordType, record),
    }),
  }));
}
