import { ask } from "./ask.ts";
import { acknowledged, articleOf, send, slugsOf, type Write } from "./writes.ts";

/** A disk that can be filled and emptied. */
export interface Disk {
  fill(): Promise<void>;
  freeSpace(): Promise<void>;
}

/** The behaviour of the service on a full disk. */
export interface FullDisk {
  readonly refused: { readonly status: number; readonly codes: readonly string[]; readonly message: string };
  /** The number of earlier articles that could be read while the disk was full. */
  readonly readable: number;
  readonly before: number;
}

/** Enough text to use up the space that a database has reserved. */
const FILLER = "Words that take up room. ".repeat(800);
const MAX_WRITES = 200;

const writeOf = (article: number): Write => ({
  key: `ingest-${article}`,
  operation: "ingestArticle",
  variables: { input: articleOf(article, FILLER) },
  article,
});

/**
 * Writes to a service until its disk is full, reads, makes room, and sends the refused write again.
 * @throws if the refused write is not applied the second time, or if no write was refused
 */
export async function writeUntilFull(url: string, token: string, disk: Disk): Promise<FullDisk> {
  acknowledged(writeOf(0), await send(url, token, writeOf(0)));
  await disk.fill();
  for (let article = 1; article < MAX_WRITES; article++) {
    const answer = await send(url, token, writeOf(article));
    if (answer.errors.length === 0) {
      acknowledged(writeOf(article), answer);
      continue;
    }
    const slugs = Array.from({ length: article }, (_, number) => slugsOf(number).article);
    const reads = await Promise.all(
      slugs.map((slug) => ask(url, `{ article(slug: "${slug}") { slug text casualtyReports { totalCount } } }`)),
    );
    const readable = reads.filter(({ data }, number) => data?.article?.slug === slugs[number]).length;
    const { status, codes, errors } = answer;
    await disk.freeSpace();
    acknowledged(writeOf(article), await send(url, token, writeOf(article)));
    return { refused: { status, codes, message: errors[0]?.message ?? "" }, readable, before: article };
  }
  throw new Error(`The disk did not become full: the service accepted all ${MAX_WRITES} writes.`);
}
