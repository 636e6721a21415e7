import type { Command } from "commander";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";
import { print } from "./print.ts";

interface DraftFlags {
  readonly into: string;
  readonly source?: string;
}

const EXPLANATION = `
The article goes to articles/<id>.md, and its events and claims to records/<id>.yaml, with the actors that the folder does not have
yet. Check each claim against its words, correct it, and change its review from EXTRACTED to REVIEWED. Then run “validate”.

Example: conflict-graph draft article.html --into my-corpus`;

/** Adds `draft`. */
export function addDraftCommand(cli: Command): void {
  cli
    .command("draft")
    .description(
      "Write an article with the casualty claims that rules find in it into a corpus folder, for you to check.",
    )
    .argument(
      "<file>",
      "an English news text: .txt, .md, .html, or a file with several articles such as .jsonl or .rss",
    )
    .requiredOption("--into <folder>", "the corpus folder, with a corpus.yaml")
    .option("--source <id>", "the source in corpus.yaml (default: the only one)")
    .addHelpText("after", EXPLANATION)
    .action(async (file: string, { into, source }: DraftFlags) => {
      const { draftInto } = await import("../service/draftInto.ts");
      const done = await draftInto(file, into, source ?? null);
      for (const { where, reason } of done.skipped) console.error(printableName(`${where} ${reason} It was skipped.`));
      for (const { article, records, claims } of done.written)
        print(
          `Wrote ${printableName(article)} and ${printableName(records)}: ${claims} claim${claims === 1 ? "" : "s"} to check.`,
        );
      if (done.written.length === 0) throw new ExpectedError("No article was written.");
    });
}
