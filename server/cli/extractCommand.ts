import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { type Command, Option } from "commander";
import { countLabel } from "../domain/count.ts";
import { HARM_WORDS, peopleNoun } from "../domain/english.ts";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";
import { type KnownTime, parseTime, TimeFormatError } from "../domain/time.ts";
import type { ExtractedClaim } from "../extract/draft.ts";
import { print } from "./print.ts";
import { publishedOption } from "./publishedOption.ts";

interface ExtractFlags {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly published?: string;
}

/** Adds `extract`. */
export function addExtractCommand(cli: Command): void {
  cli
    .command("extract")
    .description(
      "Find the casualty claims of an English news text: the words, the figure, whose people, who says so and through whom. Nothing is stored. A person must check what is found.",
    )
    .argument("[file]", "the text, or with --jsonl its lines (default: standard input)")
    .addOption(new Option("--json", "print the claims as JSON, with UTF-16 offsets").conflicts("jsonl"))
    .option(
      "--jsonl",
      "read lines {id, text, publishedAt?} and print lines {id, claims} in the format of annotated passages",
    )
    .addOption(
      publishedOption("publication date, such as 2020-09-28; needed to resolve times such as “on Sunday”").conflicts(
        "jsonl",
      ),
    )
    .addHelpText("after", "\nExample: echo 'Officials said 12 people were killed.' | conflict-graph extract")
    .action(async (file: string | undefined, { json, jsonl, published }: ExtractFlags) => {
      if (jsonl) return extractLines(file);
      const text = decode(await readAll(file), file ?? "standard input");
      const { extractClaims } = await import("../extract/extract.ts");
      const claims = extractClaims(text, { published: published === undefined ? null : parseTime(published) });
      if (json) print(JSON.stringify(claims, null, 2));
      else print(claims.length === 0 ? "No casualty claims were found." : tableOf(claims, text));
    });
}

async function readAll(file: string | undefined): Promise<Buffer> {
  if (file !== undefined) return readFile(file);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws ExpectedError if the bytes are no text */
function decode(bytes: Buffer, name: string): string {
  const fail = (reason: string): never => {
    throw new ExpectedError(`${printableName(name)} ${reason}`);
  };
  if (bytes.includes(0)) return fail("is not a text: it contains zero bytes. Give a file with plain text in UTF-8.");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? fail("is empty. Give a file with the text of an article.") : text;
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    return fail("is not in UTF-8. Convert it first, for example with iconv.");
  }
}

async function extractLines(file: string | undefined): Promise<void> {
  const [{ extractClaims }, { annotated }] = await Promise.all([
    import("../extract/extract.ts"),
    import("../extract/annotation.ts"),
  ]);
  await using opened = file === undefined ? null : await open(file);
  const lines = opened?.readLines() ?? createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const name = file === undefined ? "standard input" : printableName(file);
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    const { id, text, published } = lineOf(line, `${name}, line ${number}`);
    const claims = extractClaims(text, { published }).map((claim) => annotated(claim, text));
    // Not through console.log, so that nothing of the text is changed.
    process.stdout.write(`${JSON.stringify({ id, claims })}\n`);
  }
}

/** @throws ExpectedError */
function lineOf(
  line: string,
  where: string,
): { id: unknown; text: string; published: Pick<KnownTime, "earliest" | "latest"> | null } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw new ExpectedError(`${where}: is not JSON. Each line must be an object such as {"id": "1", "text": "…"}.`);
  }
  const { id, text, publishedAt } = (parsed ?? {}) as Record<"id" | "text" | "publishedAt", unknown>;
  if (id === undefined || typeof text !== "string")
    throw new ExpectedError(`${where}: must have an “id” and a “text”, such as {"id": "1", "text": "…"}.`);
  return { id, text, published: publishedAt == null ? null : timeOf(publishedAt, where) };
}

/** @throws ExpectedError */
function timeOf(publishedAt: unknown, where: string): Pick<KnownTime, "earliest" | "latest"> {
  try {
    return parseTime(String(publishedAt));
  } catch (error) {
    if (error instanceof TimeFormatError) throw new ExpectedError(`${where}: “publishedAt” ${error.message}.`);
    throw error;
  }
}

const HEADER = ["words", "figure", "of whom", "said by", "through"];
/** The widest column. Longer words are cut. */
const WIDEST = 48;

function tableOf(claims: readonly ExtractedClaim[], text: string): string {
  const rows = claims.map((claim) => [
    `“${text.slice(claim.start, claim.end).replace(/\s+/g, " ")}”`,
    `${figureOf(claim)} ${HARM_WORDS[claim.harm]}`,
    `${peopleNoun(claim.victims, claim.min === 1 && claim.max === 1)}${claim.side === null ? "" : ` (${claim.side})`}`,
    claim.claimant ?? "–",
    claim.via ?? "–",
  ]);
  const cut = (cell: string): string => (cell.length > WIDEST ? `${cell.slice(0, WIDEST - 1)}…` : cell);
  const cells = [HEADER, ...rows].map((row) => row.map(cut));
  const widths = HEADER.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const figureOf = ({ qualifier, min, max, vague }: ExtractedClaim): string =>
  countLabel({ qualifier, min, max, text: vague, conventionMin: null });
