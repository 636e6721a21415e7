import type { Command } from "commander";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";
import type { TextReport } from "../service/ingestTexts.ts";
import { stoppable } from "../service/signals.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { print, printError } from "./print.ts";
import { publishedOption } from "./publishedOption.ts";

interface IngestFlags {
  readonly database?: string;
  readonly source: string;
  readonly sourceTitle?: string;
  readonly licence?: string;
  readonly showTexts?: boolean;
  readonly language?: string;
  readonly published?: string;
  readonly by: string;
  readonly corpusTitle: string;
}

const EXPLANATION = `
Reads plain text (.txt), Markdown with front matter (.md), HTML pages (.html), JSON lines and lists (.jsonl, .json) and feeds
(.rss, .atom, .xml). In folders, all files with these names are read.

Each claim waits for a person's review: tolls do not count it until reviewCasualtyReport accepts it. An article's id depends only on
its title and text, so you can safely run the command again with more files.

Example: conflict-graph ingest articles/ --source my-archive --licence "All rights reserved"`;

/** Adds `ingest`. */
export function addIngestCommand(cli: Command): void {
  cli
    .command("ingest")
    .description(
      "Import English news articles and extract their casualty claims. Articles that are already in the database are not changed.",
    )
    .argument("<files...>", "files or folders with texts")
    .option(...DATABASE_OPTION)
    .option("--source <id>", "the id of the source of the articles", "texts")
    .option("--source-title <title>", "the name of a new source (default: its id)")
    .option("--licence <licence>", "the licence of a new source: an SPDX identifier or words (default: Unknown)")
    .option(
      "--show-texts",
      "show texts and quotes to everybody, if the licence of the new source allows it (default: hidden)",
    )
    .option("--language <tag>", "the language of texts that do not declare one, such as en (default: detected)")
    .addOption(publishedOption("the publication date of articles that state none, such as 2020-09-28"))
    .option("--by <name>", "the name that the history shows", "command line")
    .option(
      "--corpus-title <title>",
      "the title of the corpus for records that were not loaded from a folder",
      "Records from the API",
    )
    .addHelpText("after", EXPLANATION)
    .action(async (files: string[], flags: IngestFlags) => {
      const { database, source, sourceTitle, licence, showTexts, language, published, by, corpusTitle } = flags;
      const url = await defaultDatabase(database);
      const { withDatabaseErrors } = await import("../store/db/database.ts");
      const { openMigrated } = await import("../store/db/migrate.ts");
      const { ingestTexts } = await import("../service/ingestTexts.ts");
      const counts = { ingested: 0, known: 0, skipped: 0, claims: 0 };
      await stoppable(
        "between two articles. Imported articles are complete. Run the command again to continue",
        (signal) =>
          withDatabaseErrors(url, async () => {
            await using store = await openMigrated(url);
            const options = {
              source: {
                id: source,
                ...(sourceTitle !== undefined && { title: sourceTitle }),
                ...(licence !== undefined && { licence }),
                ...(showTexts !== undefined && { showsText: showTexts }),
              },
              by,
              title: corpusTitle,
              language: language ?? null,
              published: published ?? null,
              signal,
            };
            for await (const report of ingestTexts(store, files, options)) {
              counts[report.what]++;
              if (report.what === "ingested") counts.claims += report.claims;
              tell(report);
            }
          }),
      );
      if (counts.ingested + counts.known === 0)
        throw new ExpectedError(
          "No articles were imported. The reasons, if any, are above. Files are read if their names end in .txt, .md, .html, .json, .jsonl, .rss, .atom or .xml.",
        );
      print(
        `Imported ${counted(counts.ingested, "article")} with ${counted(counts.claims, "claim")} to review. ` +
          `Already in the database: ${counts.known}. Skipped: ${counts.skipped}.`,
      );
    });
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function tell(report: TextReport): void {
  const where = printableName(report.where);
  if (report.what === "skipped") printError(`${where} ${printableName(report.reason)} It was skipped.`);
  else if (report.what === "known") print(`${where}: ${report.id} is already in the database.`);
  else {
    const { id, claims, event, copy, leftOut } = report;
    for (const reason of leftOut) printError(`${where}: a claim was left out: ${printableName(reason)}`);
    const details = [
      counted(claims, "claim"),
      ...(event === null ? [] : ["linked to an existing event"]),
      ...(copy === null
        ? []
        : [`a copy of ${copy.of}, with ${Math.round(100 * copy.share)}% of its wording, such as “${copy.sentence}”`]),
    ];
    print(`${where}: ${id}: ${printableName(details.join("; "))}.`);
  }
}
