// Read by a service that is fuzzed (--import): at SIGUSR2 it says what memory it holds once all garbage is gone.
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  process.stderr.write(`${JSON.stringify({ memory: process.memoryUsage() })}\n`);
});
