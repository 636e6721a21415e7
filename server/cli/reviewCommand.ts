import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { countLabel } from "../domain/count.ts";
import { capitalised, HARM_WORDS, peopleNoun } from "../domain/english.ts";
import { ExpectedError } from "../domain/errors.ts";
import { timeLabel } from "../domain/time.ts";
import { CLAIM_STATUSES, type Harm, REVIEW_DOUBTS } from "../domain/vocabulary.ts";
import type { WaitingClaim } from "../service/reviewWaiting.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { print } from "./print.ts";

interface ReviewFlags {
  readonly database?: string;
  readonly article?: string;
  readonly by: string;
}

const EXPLANATION = `
Shows each claim in its context, lists the reasons for doubt, and asks for your decision:

  a  accept: the text makes this claim, and the claim counts in tolls from now on
  r  reject: the text does not make it; you are asked for the reason
  s  skip: decide later
  q  quit: your decisions so far are saved

To correct a claim, use reviewCasualtyReport (docs/writing.md). The history shows each decision with your name.

Example: conflict-graph review --by "A. Editor"`;

/** Adds `review`. */
export function addReviewCommand(cli: Command): void {
  cli
    .command("review")
    .description("Review automatically extracted claims one by one, those with the most serious doubts first.")
    .option(...DATABASE_OPTION)
    .option("--article <id>", "only the claims of this article")
    .option("--by <name>", "your name, shown in the history", "command line")
    .addHelpText("after", EXPLANATION)
    .action(async ({ database, article, by }: ReviewFlags) => {
      if (by.trim() === "") throw new ExpectedError("--by is empty. Give your name, which is shown in the history.");
      const url = await defaultDatabase(database);
      const { withDatabaseErrors } = await import("../store/db/database.ts");
      const { openMigrated } = await import("../store/db/migrate.ts");
      const { decideOn, tollLabel, waitingClaim, waitingClaims } = await import("../service/reviewWaiting.ts");
      await withDatabaseErrors(url, async () => {
        await using store = await openMigrated(url);
        const keys = await waitingClaims(store, article ?? null);
        if (keys === null) throw new ExpectedError(`The database has no article with the id “${article}”.`);
        if (keys.length === 0) return print("No claims are waiting for review.");
        using answers = new Answers();
        const counts = { ACCEPT: 0, REJECT: 0 };
        /** The events of the decisions, by their ids, with the harms whose tolls may have changed. */
        const events = new Map<string, { readonly title: string; readonly harms: Set<Harm> }>();
        for (let at = 0; at < keys.length; ) {
          const waiting = await waitingClaim(store, keys[at] as number);
          if (!waiting) {
            print(`\n${at + 1} of ${keys.length}: somebody else has decided on this claim.`);
            at++;
            continue;
          }
          print(`\n${textOf(waiting, at + 1, keys.length)}\n`);
          const answer = await answers.decision();
          if (answer === "quit") break;
          if (answer === "skip") {
            at++;
            continue;
          }
          const outcome = await decideOn(store, waiting, answer.decision, { by, reason: answer.reason });
          if (outcome === "changed") {
            print("The decision was not saved: somebody else has changed this claim in the meantime.");
            continue;
          }
          at++;
          if (outcome.length > 0) {
            print(`The decision was not saved: ${outcome.join("; ")}.`);
            continue;
          }
          counts[answer.decision]++;
          const { event, harm } = waiting.claim;
          const decided = events.get(event) ?? { title: waiting.eventTitle, harms: new Set() };
          decided.harms.add(harm);
          events.set(event, decided);
        }
        const left = (await waitingClaims(store, article ?? null))?.length ?? 0;
        print(`\nAccepted: ${counts.ACCEPT}. Rejected: ${counts.REJECT}. Waiting: ${left}.`);
        for (const [event, { title, harms }] of events) {
          print(`\n${title} (${event})`);
          for (const harm of harms) print(`  ${capitalised(HARM_WORDS[harm])}: ${await tollLabel(store, event, harm)}`);
        }
      });
    });
}

type Answer =
  | "quit"
  | "skip"
  | { readonly decision: "ACCEPT"; readonly reason: string }
  | { readonly decision: "REJECT"; readonly reason: string };

/** The reviewer's answers, a line each. The end of the input means to quit. */
class Answers implements Disposable {
  readonly #lines = createInterface({ input: process.stdin });
  readonly #iterator = this.#lines[Symbol.asyncIterator]();

  async decision(): Promise<Answer> {
    for (;;) {
      const answer = await this.#ask("Accept, reject, skip or quit? [a/r/s/q] ");
      if (answer === null || /^q(?:uit)?$/i.test(answer)) return "quit";
      if (/^s(?:kip)?$/i.test(answer)) return "skip";
      if (/^a(?:ccept)?$/i.test(answer)) return { decision: "ACCEPT", reason: "Checked against the text." };
      if (/^r(?:eject)?$/i.test(answer)) {
        const reason = await this.#ask("Why? ");
        if (reason === null) return "quit";
        if (reason !== "") return { decision: "REJECT", reason };
        print("Enter a reason. It is shown in the history.");
      } else print("Type a, r, s or q, and press Enter.");
    }
  }

  async #ask(question: string): Promise<string | null> {
    process.stdout.write(question);
    const { done, value } = await this.#iterator.next();
    // Without a terminal, nobody sees what was typed.
    if (!process.stdin.isTTY) process.stdout.write(done ? "\n" : `${value}\n`);
    return done ? null : value.trim();
  }

  [Symbol.dispose](): void {
    this.#lines.close();
  }
}

function textOf(waiting: WaitingClaim, at: number, of: number): string {
  const { claim, doubts, passages, articleTitle, eventTitle, claimant, conduit } = waiting;
  const { count, victims, harm, side, statedAt, period, scope } = claim;
  const isOne = count.min === 1 && count.max === 1;
  const figure = `${countLabel(count)} ${peopleNoun(victims, isOne)} ${HARM_WORDS[harm]}`;
  const rows = [
    ["Source", claimant ?? "not named"],
    ["Through", conduit],
    ["Status", claim.status === "CURRENT" ? null : CLAIM_STATUSES[claim.status]],
    ["Side", side],
    ["Stated", statedAt && timeLabel(statedAt)],
    ["Period", period && timeLabel(period)],
    ["Scope", scope === "CUMULATIVE" ? "a running total" : scope === "NEW" ? "an incident or an increase" : null],
    ["Article", articleTitle],
    ["Event", eventTitle],
    ...doubts.map((doubt) => ["Doubt", REVIEW_DOUBTS[doubt]] as const),
  ] as const;
  return [
    `${at} of ${of}: ${capitalised(figure)}`,
    ...passages.map(({ before, quote, after }) => `  …${before}»${quote}«${after}…`),
    ...rows.flatMap(([name, value]) => (value ? [`  ${name.padEnd(8)} ${value}`] : [])),
  ].join("\n");
}
