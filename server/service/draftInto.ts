import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExpectedError } from "../domain/errors.ts";
import type { Corpus, CorpusRecord } from "../domain/records.ts";
import { extract } from "../extract/extract.ts";
import { articleFile, recordsFile } from "../ingest/drafts/corpusFiles.ts";
import { draftArticle, textForExtraction } from "../ingest/drafts/draftArticle.ts";
import type { KnownRecords } from "../ingest/drafts/knownNames.ts";
import { textProblem } from "../ingest/drafts/textProblem.ts";
import type { ArticleInput } from "../ingest/parseInput.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { readTexts } from "../ingest/texts/readTexts.ts";

interface Drafted {
  readonly written: readonly { readonly article: string; readonly records: string; readonly claims: number }[];
  readonly skipped: readonly { readonly where: string; readonly reason: string }[];
}

/**
 * Writes the articles of a file into a corpus folder, each with its claims. No file is overwritten.
 * @param source the id of a source of the corpus; null for its only one
 * @throws CorpusError if the folder has faults
 * @throws ExpectedError if it has several sources and none was chosen, or not the chosen one
 */
export async function draftInto(file: string, folder: string, source: string | null): Promise<Drafted> {
  const corpus = await readCorpus(folder);
  const own = sourceOf(corpus, source);
  let known = knownIn(corpus.records);
  const written: Drafted["written"][number][] = [];
  const skipped: Drafted["skipped"][number][] = [];
  for await (const read of readTexts(basename(file), await readFile(file))) {
    if ("refused" in read) {
      skipped.push({ where: read.where, reason: read.refused });
      continue;
    }
    const { article } = read;
    const problem = textProblem(article);
    if (problem !== null) {
      skipped.push({ where: article.where, reason: `${problem}.` });
      continue;
    }
    const { text, published } = textForExtraction(article);
    const found = extract(text, { published }).claims;
    const { input, claims } = draftArticle(article, found, known, { source: { id: own } });
    const { id } = input.article;
    const paths = { article: join(folder, "articles", `${id}.md`), records: join(folder, "records", `${id}.yaml`) };
    if (await exists(paths.article)) {
      skipped.push({ where: article.where, reason: `is in the folder already: ${paths.article}.` });
      continue;
    }
    for (const part of ["articles", "records"]) await mkdir(join(folder, part), { recursive: true });
    // The article first: without its records, it is valid.
    await writeFile(paths.article, articleFile(input.article, corpus.sources.length > 1), { flag: "wx" });
    try {
      await writeFile(paths.records, recordsFile(input), { flag: "wx" });
    } catch (error) {
      await rm(paths.article);
      throw error;
    }
    written.push({ ...paths, claims });
    known = withMade(known, input);
  }
  return { written, skipped };
}

/** The next articles of the file refer to the actors and places that were made for this one. */
function withMade(known: KnownRecords, { actors = [], places = [] }: ArticleInput): KnownRecords {
  const named = (made: NonNullable<ArticleInput["actors"]>) =>
    made.map(({ id, name }) => ({ slug: String(id), names: [String(name)] }));
  const [newActors, newPlaces] = [named(actors), named(places)];
  return {
    ...known,
    actors: [...known.actors, ...newActors],
    places: [...known.places, ...newPlaces],
    taken: new Set([
      ...known.taken,
      ...newActors.map(({ slug }) => `Actor/${slug}`),
      ...newPlaces.map(({ slug }) => `Place/${slug}`),
    ]),
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function sourceOf({ sources, slug }: Corpus, chosen: string | null): string {
  const ids = sources.map((source) => source.slug);
  const [only] = ids;
  if (chosen === null && only !== undefined && ids.length === 1) return only;
  if (chosen !== null && ids.includes(chosen)) return chosen;
  const wanted = chosen === null ? "has several sources" : `has no source “${chosen}”`;
  throw new ExpectedError(`The corpus “${slug}” ${wanted}. Give --source with one of: ${ids.join(", ")}.`);
}

function knownIn(records: readonly CorpusRecord[]): KnownRecords {
  const actors: KnownRecords["actors"][number][] = [];
  const places: KnownRecords["places"][number][] = [];
  const events: KnownRecords["events"][number][] = [];
  for (const record of records) {
    if (record.type === "Actor") actors.push({ slug: record.slug, names: namesOf(record.name, record.aliases) });
    if (record.type === "Place") places.push({ slug: record.slug, names: namesOf(record.name, record.names) });
    if (record.type === "Event")
      events.push({
        slug: record.slug,
        title: record.title,
        type: record.eventType,
        from: record.time?.earliest ?? null,
        until: record.time?.latest ?? null,
        place: record.place,
        participants: record.participants.map(({ actor }) => actor),
      });
  }
  const taken = new Set([...actors.map(({ slug }) => `Actor/${slug}`), ...places.map(({ slug }) => `Place/${slug}`)]);
  return { actors, taken, places, events };
}

const namesOf = (name: string, others: readonly { readonly name: string }[]): string[] => [
  name,
  ...others.map((other) => other.name),
];
