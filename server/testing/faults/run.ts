import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomOf } from "../../benchmarks/random.ts";
import { openStore } from "../../store/db/database.ts";
import schemas from "../dialects.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { ownDatabase, serverDialects } from "./databases.ts";
import { writtenUntilFull } from "./disk.ts";
import { killedWhileWriting, preparedStore } from "./killing.ts";
import { startService } from "./process.ts";
import { smallDisk } from "./tmpfs.ts";
import { halfThere } from "./whole.ts";

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
    await using database = await ownDatabase(dialect);
    const figures = await killedWhileWriting({
      databaseUrl: database.url,
      corpus: folder.path,
      rounds,
      random: randomOf(seed),
      onRound: (round, { acknowledged, unheard, unheardDone }) =>
        console.log(
          `${dialect}, kill ${round}: ${acknowledged} acknowledged; of ${unheard} unheard ${unheardDone} done`,
        ),
    });
    console.log(`${dialect}: nothing is lost or half there. ${JSON.stringify(figures)}`);
  }
}

async function fullDisks(): Promise<void> {
  for (const megabytes of [8, 12, 16, 24]) {
    await using disk = await smallDisk(megabytes);
    if (!disk) return console.log("Not done: a disk that is full, since this user may mount none (it takes root).");
    await using folder = await corpusFolder(SMALL_CORPUS);
    const databaseUrl = join(disk.folder, "store.db");
    const token = await preparedStore(databaseUrl, folder.path);
    {
      await using service = await startService({ databaseUrl });
      const { refused, readable, before } = await writtenUntilFull(service.url, token, disk);
      if (refused.codes[0] !== "STORE_FULL" || readable !== before)
        throw new Error(`A full disk of ${megabytes} MB: ${JSON.stringify({ refused, readable, before })}`);
      if ((await service.stop()) !== 0) throw new Error(`It did not stop as it should:\n${service.log()}`);
    }
    await using store = await openStore(databaseUrl);
    const found = await halfThere(store);
    if (found.length > 0) throw new Error(found.join("\n"));
    console.log(`A full disk of ${megabytes} MB refuses writes, is read from, and is written to once there is room.`);
  }
}

if (values.help) {
  console.log(`Kills services at random moments of a stream of writes, and fills the disk below one; fails where an acknowledged write
is lost, anything is half there, or a service does not go on by itself. On SQLite, and on PostgreSQL where
TEST_DATABASE_URL names a server. The other faults are tests: npx vitest run server/testing/faults

  npm run faults -- [options]

  --rounds <number>  how many kills on each database (default: 50)
  --seed <number>    of the random moments (default: another each time, which is printed)`);
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
