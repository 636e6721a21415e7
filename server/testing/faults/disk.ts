import { ask } from "./ask.ts";
import { acknowledged, articleOf, send, slugsOf, type Write } from "./writes.ts";

/** Where a store lies, as far as its room goes. */
export interface Disk {
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
}

/** What the service said of a full disk, and in which order it came. */
export interface FullDisk {
  readonly refused: { readonly status: number; readonly codes: readonly string[]; readonly message: string };
  /** How many of the articles that were taken in before could be read while it was full. */
  readonly readable: number;
  readonly before: number;
}

/** Enough words to take up room that a database has set aside. */
const FILLER = "Words that take up room. ".repeat(800);
const MOST_WRITES = 200;

const writeOf = (article: number): Write => ({
  key: `ingest-${article}`,
  operation: "ingestArticle",
  variables: { input: articleOf(article, FILLER) },
  article,
});

/**
 * Writes to a service until its disk is full, reads, makes room, and sends the refused write again.
 * @throws where that one is not done then, or nothing was ever refused
 */
export async function writtenUntilFull(url: string, token: string, disk: Disk): Promise<FullDisk> {
  acknowledged(writeOf(0), await send(url, token, writeOf(0)));
  await disk.fill();
  for (let article = 1; article < MOST_WRITES; article++) {
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
    await disk.makeRoom();
    acknowledged(writeOf(article), await send(url, token, writeOf(article)));
    return { refused: { status, codes, message: errors[0]?.message ?? "" }, readable, before: article };
  }
  throw new Error(`${MOST_WRITES} writes were taken by a disk that is full.`);
}
