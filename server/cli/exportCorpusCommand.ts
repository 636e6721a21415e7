import { type Command, Option } from "commander";
import { RECORDED_AS_OF, revisionAsked } from "./exportFlags.ts";
import { explained, source } from "./exportSource.ts";
import { reportProgress } from "./progress.ts";

interface CorpusFlags {
  readonly output: string;
  readonly only?: readonly string[];
  readonly includeWithheld?: boolean;
  readonly recordedAsOf?: string;
  readonly database?: string;
  readonly corpus?: string;
}

/** Adds `export corpus`: corpora as folders that `load` reads. */
export function addCorpusCommand(parent: Command): void {
  parent
    .command("corpus")
    .description("Write the corpora as folders that “load” reads, with all articles and records.")
    .requiredOption("--output <path>", "a new folder, or an archive whose name ends in .tar.gz")
    .option("--only <ids...>", "only these corpora (default: all)")
    .option(
      "--include-withheld",
      "also write the texts that their licence forbids showing: only for yourself, never to publish. Without it, such articles have only their metadata, and the claims in them are left out",
    )
    .addOption(RECORDED_AS_OF)
    .addOption(new Option("--database <url>", "export this database as it is (env: DATABASE_URL)").conflicts("corpus"))
    .option("--corpus <folder>", "export this corpus; it is loaded into memory only (default: the seeds)")
    .addHelpText("after", "\nThere is one folder for each corpus. Load each with “load <folder>”.")
    .action(exportCorpus);
}

async function exportCorpus(flags: CorpusFlags): Promise<void> {
  const { output, only: corpora, includeWithheld } = flags;
  const asked = { corpora, includeWithheld, recordedAsOf: revisionAsked(flags.recordedAsOf) };
  const from = await source(flags);
  const { withStore } = await import("./export.ts");
  const { compressedArchive, openCorpora } = await import("../export/corpus/corpusArchive.ts");
  const { toFiles, toNewFolder } = await import("./outputFiles.ts");
  await explained(() =>
    withStore(from, async (store, signal) => {
      const { files } = await openCorpora(store, asked, { signal, onProgress: reportProgress });
      if (/\.(tar\.gz|tgz)$/i.test(output)) await toFiles([{ path: output, pieces: compressedArchive(files) }], signal);
      else await toNewFolder(output, files);
    }),
  );
}
