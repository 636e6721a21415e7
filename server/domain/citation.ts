import { formatDay } from "./english.ts";
import { namedHash } from "./text.ts";

/**
 * The corpus from which the cited entry was loaded, at its version of that time. `version` and `hash` are null if they were
 * not stored.
 */
export interface CitedCorpus {
  readonly slug: string;
  readonly title: string;
  readonly version: string | null;
  readonly hash: string | null;
}

/** An entry of ours that is cited, never the article behind it. */
export interface Cited {
  /** The key in a bibliography: ASCII letters, digits and hyphens. */
  readonly key: string;
  readonly title: string;
  readonly author: string;
  /** When the entry was recorded, in UTC milliseconds. */
  readonly recordedAt: number;
  readonly corpora: readonly CitedCorpus[];
  /** Identifies the record or answer: “Record: claim afp-95-killed, revision 1, SHA-256 …”. */
  readonly identity: string;
  /** The entry's public address. Null if the service has no public address. */
  readonly url: string | null;
  /** Sentences about the article and its licence, each without a full stop. */
  readonly notes: readonly string[];
}

/** The fields of a CSL-JSON 1.0.2 item that we use: https://docs.citationstyles.org/en/stable/specification.html. */
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

const NO_CORPUS = "an empty database";

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
    "container-title": corpora.map((corpus) => corpus.title).join("; ") || NO_CORPUS,
    ...(versions.length > 0 && { version: versions.join("; ") }),
    ...(url !== null && { URL: url }),
    note: noteOf(cited),
  };
}

/**
 * A citation as one paragraph.
 * @example "The contributors: At least 20 killed, according to … (claim …). In: A corpus, version 1.0.0. Recorded 2 March 2021. …"
 */
export function citationText(cited: Cited): string {
  const { title, author, recordedAt, corpora, url } = cited;
  const from = corpora
    .map(({ title, version }) => `${title}${version === null ? "" : `, version ${version}`}`)
    .join("; ");
  const where = url === null ? "" : ` ${url}`;
  return `${author}: ${title}. In: ${from || NO_CORPUS}. Recorded ${formatDay(recordedAt)}.${where} ${noteOf(cited)}`;
}

/** The identity and the notes. The identity makes it possible to find the entry in any service with the same corpus. */
function noteOf({ corpora, identity, notes }: Cited): string {
  const from = corpora.map(
    ({ slug, version, hash }) =>
      `${slug}${version === null ? "" : ` ${version}`}${hash === null ? "" : ` (${namedHash(hash)})`}`,
  );
  const of = from.length === 0 ? "" : `, of the corpus ${from.join(" and ")}`;
  return [`${identity}${of}`, ...notes].map((note) => `${note}.`).join(" ");
}
