import type { MeasuredStore } from "./stores.ts";

/** The times of several runs, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly p90: number;
  /** The fastest run, which other work on the machine disturbed least. */
  readonly fastest: number;
  /** The median CPU time of this process, without the database server and without waiting. */
  readonly cpu: number;
  /** The median of the time of the database, including the driver. */
  readonly sql: number;
  /** The number of statements in the last run. */
  readonly statements: number;
}

const WARM_UP = 5;

export async function measure({ statements }: MeasuredStore, runs: number, run: () => unknown): Promise<Timing> {
  const took: number[] = [];
  const cpu: number[] = [];
  const inSql: number[] = [];
  for (let at = -WARM_UP; at < runs; at++) {
    statements.length = 0;
    const before = process.cpuUsage();
    const start = performance.now();
    await run();
    const end = performance.now();
    if (at < 0) continue;
    took.push(end - start);
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1000);
    inSql.push(statements.reduce((sum, milliseconds) => sum + milliseconds, 0));
  }
  return {
    median: quantile(took, 0.5),
    p90: quantile(took, 0.9),
    fastest: quantile(took, 0),
    cpu: quantile(cpu, 0.5),
    sql: quantile(inSql, 0.5),
    statements: statements.length,
  };
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A table of timings. `ratio` is the median divided by the median of the first row. */
export function table(timings: ReadonlyMap<string, Timing>): string {
  const [first] = timings.values();
  const rows = [...timings].map(([name, { median, p90, fastest, cpu, sql, statements }]) => [
    name,
    median.toFixed(1),
    p90.toFixed(1),
    fastest.toFixed(1),
    cpu.toFixed(1),
    sql.toFixed(1),
    String(statements),
    (median / (first?.median ?? 1)).toFixed(2),
  ]);
  const lines = [["", "median ms", "p90 ms", "least ms", "own CPU ms", "SQL ms", "statements", "ratio"], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
    )
    .join("\n");
}
