/** Shows progress on one line of a terminal, and only if there is much to do. */
export function reportProgress(done: number, total: number, what = "records"): void {
  if (!process.stderr.isTTY || total < 2000) return;
  process.stderr.write(`\r${done} of ${total} ${what}${done === total ? "\n" : ""}`);
}
