/** The processor time of this thread in milliseconds, which other work on the machine does not change. */
export function cpuTimeOf(run: () => unknown): number {
  const start = process.threadCpuUsage();
  try {
    run();
  } catch {
    // A refusal is fine, if it comes soon.
  }
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}
