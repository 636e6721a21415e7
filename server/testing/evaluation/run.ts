import { Command } from "commander";
import { ExpectedError } from "../../domain/errors.ts";
import { extractClaims } from "../../extract/extract.ts";
import { readPassages } from "./passages.ts";
import { errorsOf, tableOf } from "./report.ts";
import { scorePassage } from "./score.ts";
import { readSeedGold } from "./seedGold.ts";

const program = new Command("npm run evaluate --")
  .description(
    "Extracts the claims of annotated passages and compares them with the annotations. Prints precision, recall and F1 of each field. A claim is found if its harm and its figure are right and its words overlap. A field of it counts as correct if its harm, its count and this field are right.",
  )
  .argument("[passages...]", "files with annotated passages, one JSON object a line (default: the seed corpus)")
  .option("--errors", "list, for each passage, what was missed, what is spurious and which fields are wrong")
  .helpOption("-h, --help", "show this help");

async function run(files: readonly string[], { errors }: { errors?: boolean }): Promise<void> {
  const passages = files.length === 0 ? await readSeedGold() : (await Promise.all(files.map(readPassages))).flat();
  const scores = passages.map((passage) => scorePassage(passage, extractClaims(passage.text)));
  if (errors) console.log(`${errorsOf(scores) || "No errors."}\n`);
  console.log(tableOf(scores));
}

try {
  program.parse();
  await run(program.args, program.opts());
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
