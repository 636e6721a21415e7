import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "../../benchmarks/random.ts";
import { openStore } from "../../store/db/database.ts";
import schemas from "../dialects.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { createDatabase, serverDialects } from "./databases.ts";
import { writeUntilFull } from "./disk.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { killWhileWriting, prepareStore } from "./killing.ts";
import { startService } from "./process.ts";
import { smallDisk } from "./tmpfs.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "50" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    help: { type: "boolean", short: "h", default: false },
  },
});

async function kills(rounds: number, seed: number): Promise<void> {
  for (const dialect of serverDialects) {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase(dialect);
    const figures = await killWhileWriting({
      databaseUrl: database.url,
      corpus: folder.path,
      rounds,
      random: seededRandom(seed),
      onRound: (round, { acknowledged, unanswered, unansweredButStored }) =>
        console.log(
          `${dialect}, kill ${round}: ${acknowledged} acknowledged; ${unanswered} without an answer, of which ${unansweredButStored} were stored`,
        ),
    });
    console.log(`${dialect}: no write was lost or partly stored. ${JSON.stringify(figures)}`);
  }
}

async function fullDisks(): Promise<void> {
  for (const megabytes of [8, 12, 16, 24]) {
    await using disk = await smallDisk(megabytes);
    if (!disk) return console.log("Skipped the test of a full disk: mounting a small disk requires root.");
    await using folder = await corpusFolder(SMALL_CORPUS);
    const databaseUrl = join(disk.folder, "store.db");
    const token = await prepareStore(databaseUrl, folder.path);
    {
      await using service = await startService({ databaseUrl });
      const { refused, readable, before } = await writeUntilFull(service.url, token, disk);
      if (refused.codes[0] !== "STORE_FULL" || readable !== before)
        throw new Error(
          `Wrong behaviour on a full disk of ${megabytes} MB: ${JSON.stringify({ refused, readable, before })}`,
        );
      if ((await service.stop()) !== 0) throw new Error(`The service did not stop cleanly:\n${service.log()}`);
    }
    await using store = await openStore(databaseUrl);
    const found = await findInconsistencies(store);
    if (found.length > 0) throw new Error(found.join("\n"));
    console.log(
      `A full disk of ${megabytes} MB refuses writes, can be read, and accepts writes again when there is room.`,
    );
  }
}

if (values.help) {
  console.log(`Kills services at random moments while they write, and fills their disk. Fails if an acknowledged write is lost, if a
write is only partly stored, or if a service does not recover. Runs on SQLite and, if TEST_DATABASE_URL is set, on
PostgreSQL. Other faults are covered by tests: npx vitest run server/testing/faults

  npm run faults -- [options]

  --rounds <number>  kills per database (default: 50)
  --seed <number>    seed of the random moments (default: a new one, which is printed)`);
} else {
  console.log(`Seed ${values.seed}.`);
  const tidyUp = schemas();
  try {
    await fullDisks();
    await kills(Number(values.rounds), Number(values.seed));
  } finally {
    await tidyUp?.();
  }
}
