// Imported by a fuzzed service (--import): at SIGUSR2 it collects garbage and prints the memory in use.
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  process.stderr.write(`${JSON.stringify({ memory: process.memoryUsage() })}\n`);
});
