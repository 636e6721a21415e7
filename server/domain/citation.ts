/** A corpus as it was when it brought what is cited; null where that was not kept. */
export interface CitedCorpus {
  readonly slug: string;
  readonly title: string;
  readonly version: string | null;
  readonly hash: string | null;
}

/** What is cited: an entry of ours, never the article behind it. */
export interface Cited {
  /** What a bibliography calls it: ASCII letters, digits and hyphens. */
  readonly key: string;
  readonly title: string;
  readonly author: string;
  /** When the store took it up, in UTC milliseconds. */
  readonly recordedAt: number;
  readonly corpora: readonly CitedCorpus[];
  /** Which record or answer it is, such as “Record CasualtyReport afp-95-killed, revision 1, SHA-256 …”. */
  readonly identity: string;
  /** Where the world finds it; null where this service has no public address. */
  readonly url: string | null;
  /** Sentences on what is behind it: its article, its licence. */
  readonly notes: readonly string[];
}

/** An item of CSL-JSON 1.0.2, of the parts that we use. */
export interface CslItem {
  readonly id: string;
  readonly "citation-key": string;
  readonly type: "dataset";
  readonly title: string;
  readonly author: readonly { readonly literal: string }[];
  readonly issued: { readonly "date-parts": readonly (readonly [number, number, number])[] };
  readonly "container-title": string;
  readonly version?: string;
  readonly URL?: string;
  readonly note: string;
}

const EMPTY = "an empty store";

export function cslItem(cited: Cited): CslItem {
  const { key, title, author, recordedAt, corpora, url } = cited;
  const at = new Date(recordedAt);
  const versions = corpora.map(({ version }) => version).filter((version) => version !== null);
  return {
    id: key,
    "citation-key": key,
    type: "dataset",
    title,
    author: [{ literal: author }],
    issued: { "date-parts": [[at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]] },
    "container-title": corpora.map((corpus) => corpus.title).join("; ") || EMPTY,
    ...(versions.length > 0 && { version: versions.join("; ") }),
    ...(url !== null && { URL: url }),
    note: noteOf(cited),
  };
}

/** One paragraph for people. */
export function citationText(cited: Cited): string {
  const { title, author, recordedAt, corpora, url } = cited;
  const held = corpora
    .map(({ title, version }) => `${title}${version === null ? "" : `, version ${version}`}`)
    .join("; ");
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const where = url === null ? "" : ` ${url}`;
  return `${author}: ${title}. In: ${held || EMPTY}. Recorded ${date.format(recordedAt)}.${where} ${noteOf(cited)}`;
}

/** What finds the entry again in any store that holds the corpus, and what is behind it. */
function noteOf({ corpora, identity, notes }: Cited): string {
  const from = corpora.map(
    ({ slug, version, hash }) =>
      `${slug}${version === null ? "" : ` ${version}`}${hash === null ? "" : ` (SHA-256 ${hash})`}`,
  );
  const of = from.length === 0 ? "" : `, of the corpus ${from.join(" and ")}`;
  return [`${identity}${of}`, ...notes].map((note) => `${note}.`).join(" ");
}
