import type { ImportProgress } from "../service/importDataset.ts";

/** How often progress is shown, in milliseconds: on a terminal on one line, elsewhere as a line now and then. */
const ON_TERMINAL = 200;
const ELSEWHERE = 10_000;

/** Shows the rows, the rate and the time that is left, on standard error. */
export function importProgress(now: () => number = Date.now) {
  const started = now();
  const { isTTY } = process.stderr;
  let shownAt = started;
  let isShown = false;
  return {
    show({ rows, bytesRead, bytes }: ImportProgress): void {
      if (now() - shownAt < (isTTY ? ON_TERMINAL : ELSEWHERE)) return;
      shownAt = now();
      isShown = true;
      const seconds = (shownAt - started) / 1000;
      const share = bytes === 0 ? 1 : Math.min(1, bytesRead / bytes);
      const left = share === 0 ? "" : `, ${duration((seconds / share) * (1 - share))} left`;
      const line = `${rows} rows (${Math.floor(share * 100)}%), ${Math.round(rows / seconds)} rows/s${left}`;
      process.stderr.write(isTTY ? `\r${line.padEnd(60)}` : `${line}\n`);
    },
    end(): void {
      if (isShown && isTTY) process.stderr.write("\n");
    },
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
